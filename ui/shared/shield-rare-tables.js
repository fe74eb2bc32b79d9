// Written by scripts/shield_words.py from the server's; tables of one of its parts.
export const LOCKED = "\\bcipher_?text\\b[\"'\\\\]{0,3}[ \\t]*[:=][ \\t]*[\"'\\\\]{0,3}[0-9a-fA-F]{32,}|\\bencoded\\b[\"'\\\\]{0,3}[ \\t]*:[ \\t]*[\"'\\\\]{0,3}[0-9A-Za-z+/=]{80,}|[\"']data[\"'][ \\t]*:[ \\t]*[\"'][0-9A-Za-z+/=]{80,}";
export const WITNESS = "\\bkdf|scrypt|pbkdf2|\\bcipher\\b|\\bmac\\b|pkcs8|[\"']salt[\"']|\\bargon2";
export const SEED = "(?<![0-9A-Za-z])(?:S[A-Z2-7]{55}|s[1-9A-HJ-NP-Za-km-z]{27,30})(?![0-9A-Za-z])";
