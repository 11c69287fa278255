-- Every stored file that a row names: what a backup must hold, a check must find whole, and a
-- removal of orphans must leave alone. A table that names stored bytes adds its rows here.
CREATE VIEW stored_files AS
    SELECT digest, bytes FROM evidence;
