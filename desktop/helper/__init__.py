"""The child process that opens untrusted bytes: pictures, foreign PDFs, tables, QR codes. Must not know cases or keys.

`child` takes orders from a pipe and keeps the limits; the other modules each open one sort of file. The program talks
to it through `desktop.services.helper` only.
"""
