-- Each item of a return has its own remark. One case may be given more time than the window of its tier.

UPDATE returns SET items = (
    SELECT jsonb_agg(jsonb_build_object('item', item, 'remark', reason)) FROM jsonb_array_elements(items) AS item);
COMMENT ON COLUMN returns.items IS 'the items opened for editing, each with its remark';
COMMENT ON COLUMN returns.reason IS 'what concerns the whole application; may be empty';

-- The office may extend the bureau's time for a single case; the later of this and the window counts.
ALTER TABLE applications ADD COLUMN bureau_until timestamptz;
COMMENT ON COLUMN applications.bureau_until IS 'exclusive; the bureau may act on this case until then although its window has closed';
