"""What stands in a file of rows? CSV and XLSX, whatever their encoding and header."""
