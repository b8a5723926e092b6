"""Where the leaflets of a batch go: a folder, a tar or zip archive, a print file, a store."""
