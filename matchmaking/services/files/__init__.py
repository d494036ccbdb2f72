"""Files in and out: tables read and written, columns and values recognised, rows checked, imports, lists."""
