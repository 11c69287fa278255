//! A workbook printed to PDF by `LibreOffice`, and measured.

use std::{
    collections::HashSet,
    fs,
    io::{Cursor, Read as _, Write as _},
    path::Path,
    process::Command,
};

use calamine::{Data, Reader as _, Xlsx};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The smallest text that may be printed, in points.
const SMALLEST: f64 = 9.0;
/// What a cell keeps free left of its text, in points.
const CELL_MARGIN: f64 = 2.0;
/// How far the middles of words on one line are apart at most, in points.
const SAME_LINE: f64 = 4.0;
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// One word on paper, in points from the top left corner.
#[derive(Clone, Debug)]
struct Word {
    page: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

impl Word {
    const fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}

/// A printed workbook.
pub struct Paper {
    name: String,
    sheet: String,
    cells: Vec<Vec<String>>,
    page_width: f64,
    pages: usize,
    words: Vec<Word>,
    sizes: Vec<f64>,
}

impl Paper {
    /// Prints workbooks of a folder and reads what stands on paper.
    pub fn print(folder: &Path, names: &[&str]) -> Vec<Self> {
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let mut office = Command::new("soffice");
        office.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]);
        office
            .arg(folder)
            .args(names.iter().map(|name| folder.join(name)));
        run(&mut office);
        names.iter().map(|name| Self::read(folder, name)).collect()
    }

    fn read(folder: &Path, name: &str) -> Self {
        let bytes = fs::read(folder.join(name)).unwrap();
        let pdf = folder.join(name).with_extension("pdf");
        let layout = run(Command::new("pdftotext")
            .arg("-bbox-layout")
            .arg(&pdf)
            .arg("-"));
        let fonts = run(Command::new("pdftohtml")
            .args(["-xml", "-i", "-stdout", "-zoom", "3"])
            .arg(&pdf));
        let (page_width, pages, words) = words(&layout);
        let sizes = fonts.lines().filter(|line| line.contains("<fontspec"));
        Self {
            name: name.to_owned(),
            sheet: part(&bytes, SHEET),
            cells: cells(bytes),
            page_width,
            pages,
            words,
            sizes: sizes.map(|line| attribute(line, "size") / 3.0).collect(),
        }
    }

    /// How many pages it takes.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// What is wrong with it.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.repeated_rows();
        let small = self.sizes.iter().filter(|size| **size < SMALLEST);
        faults.extend(small.map(|size| format!("text of {size} points")));
        faults.extend(self.foot());
        faults.extend(self.clipped());
        let name = &self.name;
        faults
            .iter()
            .map(|fault| format!("{name}: {fault}"))
            .collect()
    }

    fn repeated_rows(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let rows = rows(&self.sheet).into_iter().map(|(row, _)| row);
        rows.filter(|row| !seen.insert(*row))
            .map(|row| format!("row {row} is repeated"))
            .collect()
    }

    /// Every page has its number, and the heading row.
    fn foot(&self) -> Vec<String> {
        let heading = self.cells[self.heading()].concat();
        let mut faults = Vec::new();
        for page in 1..=self.pages {
            let on_it = self.words.iter().filter(|word| word.page == page);
            let text: String = on_it.map(|word| word.text.as_str()).collect();
            if !text.contains(&format!("第{page}页，共{}页", self.pages)) {
                faults.push(format!("page {page} has no page number"));
            }
            let letters: HashSet<char> = text.chars().collect();
            if heading
                .chars()
                .any(|c| !c.is_whitespace() && !letters.contains(&c))
            {
                faults.push(format!("page {page} has no heading row"));
            }
        }
        faults
    }

    /// The row of headings: the first with more than one filled cell.
    fn heading(&self) -> usize {
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
        self.cells.iter().position(|row| filled(row) > 1).unwrap()
    }

    /// The cells whose text does not stand whole on one page, within the height of its row.
    fn clipped(&self) -> Vec<String> {
        let heights = rows(&self.sheet);
        let columns = self.columns();
        let mut faults = Vec::new();
        for (at, (left, right)) in columns.iter().enumerate() {
            let column = self.column(*left, *right);
            let mut from = 0;
            for (row, cells) in self.cells.iter().enumerate().skip(self.heading()) {
                let text: String = cells[at].split_whitespace().collect();
                let is_line = at == 0 && cells[1..].iter().all(String::is_empty);
                if text.is_empty() || is_line {
                    continue;
                }
                let height = heights.iter().find(|(number, _)| *number == row + 1);
                let height = height.and_then(|(_, height)| *height).unwrap_or(15.0);
                match extent(&column, &text, &mut from) {
                    None => faults.push(format!("cell {},{at} is not whole: {text}", row + 1)),
                    Some(room) if room > height + 0.5 => faults.push(format!(
                        "cell {},{at} is clipped: {room:.1} points in {height}: {text}",
                        row + 1
                    )),
                    Some(_) => {}
                }
            }
        }
        faults
    }

    /// Left and right edge of each column on paper, where the table stands in the middle.
    fn columns(&self) -> Vec<(f64, f64)> {
        let columns = self.sheet.split("<col ").skip(1);
        let widths: Vec<f64> = columns
            .flat_map(|column| {
                let times = attribute(column, "max") - attribute(column, "min") + 1.0;
                std::iter::repeat_n(attribute(column, "width"), whole(times))
            })
            .collect();
        let leftmost = self.words.iter().map(|word| word.left);
        let mut left = leftmost.fold(f64::MAX, f64::min) - CELL_MARGIN;
        let scale = (self.page_width - 2.0 * left) / widths.iter().sum::<f64>();
        let mut columns = Vec::new();
        for width in widths {
            columns.push((left, left + width * scale));
            left += width * scale;
        }
        columns
    }

    /// The words of a column from top to bottom, line by line.
    fn column(&self, left: f64, right: f64) -> Vec<Word> {
        let within = |word: &&Word| (left..right).contains(&f64::midpoint(word.left, word.right));
        let mut words: Vec<Word> = self.words.iter().filter(within).cloned().collect();
        words.sort_by(|a, b| a.page.cmp(&b.page).then(a.middle().total_cmp(&b.middle())));
        // Letters of two fonts on one line stand a little above each other.
        let is_same_line =
            |a: &Word, b: &Word| a.page == b.page && b.middle() - a.middle() < SAME_LINE;
        words
            .chunk_by(is_same_line)
            .flat_map(|line| {
                let mut line = line.to_vec();
                line.sort_by(|a, b| a.left.total_cmp(&b.left));
                line
            })
            .collect()
    }
}

/// From the top of the first to the bottom of the last word that a text is made of. `from`: the word
/// behind which it stands.
fn extent(column: &[Word], text: &str, from: &mut usize) -> Option<f64> {
    for start in *from..column.len() {
        let mut rest = text;
        for (at, word) in column.iter().enumerate().skip(start) {
            let Some(behind) = rest.strip_prefix(word.text.as_str()) else {
                break;
            };
            rest = behind;
            if rest.is_empty() {
                *from = at + 1;
                let words = &column[start..=at];
                let top = words.iter().map(|it| it.top).fold(f64::MAX, f64::min);
                let bottom = words.iter().map(|it| it.bottom).fold(0.0, f64::max);
                let together = words.iter().all(|it| it.page == word.page);
                return together.then_some(bottom - top);
            }
        }
    }
    None
}

/// Width of a page, number of pages, and the words.
fn words(layout: &str) -> (f64, usize, Vec<Word>) {
    let (mut width, mut page, mut words) = (0.0, 0, Vec::new());
    for line in layout.lines().map(str::trim) {
        if line.starts_with("<page ") {
            width = attribute(line, "width");
            page += 1;
        } else if line.starts_with("<word ") {
            let text = &line[line.find('>').unwrap() + 1..line.rfind("</word>").unwrap()];
            words.push(Word {
                page,
                left: attribute(line, "xMin"),
                right: attribute(line, "xMax"),
                top: attribute(line, "yMin"),
                bottom: attribute(line, "yMax"),
                text: text
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&apos;", "'")
                    .replace("&amp;", "&"),
            });
        }
    }
    (width, page, words)
}

/// Number and height of each row of a sheet, as often as it stands there.
fn rows(sheet: &str) -> Vec<(usize, Option<f64>)> {
    let rows = sheet.split("<row ").skip(1);
    rows.map(|row| {
        let head = &row[..row.find('>').unwrap()];
        let number = whole(attribute(head, "r"));
        let height = head.contains(" ht=\"").then(|| attribute(head, " ht"));
        (number, height)
    })
    .collect()
}

fn attribute(element: &str, name: &str) -> f64 {
    let mark = format!("{name}=\"");
    let at = element
        .find(&mark)
        .unwrap_or_else(|| panic!("no {name} in {element}"));
    let rest = &element[at + mark.len()..];
    rest[..rest.find('"').unwrap()].parse().unwrap()
}

fn cells(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let shown = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        // Whether a number fits its column is told by the hashes in its place.
        _ => String::new(),
    };
    range
        .rows()
        .map(|row| row.iter().map(shown).collect())
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The bytes of a workbook with its sheet changed.
pub fn spoil(workbook: &Path, change: impl Fn(String) -> String) -> Vec<u8> {
    let bytes = fs::read(workbook).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
    let mut spoiled = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let name = archive
            .by_index(index)
            .unwrap()
            .name()
            .unwrap()
            .into_owned();
        let text = part(&bytes, &name);
        let changed = if name == SHEET {
            change(text.clone())
        } else {
            text.clone()
        };
        assert!(name != SHEET || changed != text, "nothing was spoiled");
        spoiled
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        spoiled.write_all(changed.as_bytes()).unwrap();
    }
    spoiled.finish().unwrap().into_inner()
}

/// A sheet whose rows all have this height.
pub fn with_heights(sheet: &str, height: f64) -> String {
    let mut parts = sheet.split(" ht=\"");
    let mut spoiled = parts.next().unwrap().to_owned();
    for part in parts {
        let rest = &part[part.find('"').unwrap()..];
        spoiled = format!("{spoiled} ht=\"{height}{rest}");
    }
    spoiled
}

/// A sheet that ends with its last row twice, as a writer of rows may leave it.
pub fn with_last_row_twice(sheet: &str) -> String {
    let last = sheet.rfind("<row ").unwrap();
    let head = &sheet[last..last + sheet[last..].find('>').unwrap()];
    sheet.replace("</sheetData>", &format!("{head}></row></sheetData>"))
}

fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A number that a sheet counts with.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows and columns of a sheet"
)]
fn whole(number: f64) -> usize {
    number.round() as usize
}
