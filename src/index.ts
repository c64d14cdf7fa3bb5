// The table of contents of Vafa: one line a public name, grouped as in the README.

export {};
