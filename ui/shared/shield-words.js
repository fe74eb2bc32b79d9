// Written by scripts/shield_words.py from the server's; what tells which parts of the shield a text calls for.
export const STOPS = "ale all alla also anche and any are aux avec avez been being bonjour but byl bylo can cant ces cette che com come comme como con could cuando dal dalla dans das dei dekuji del della delle des desde did didnt dobry does donde dont dove elle entre esa ese eso essa esse est esta estas esto estos estoy fait foi for from fue get gli got gracias grazie had hanno has hasta have hay hello her hers him his hola how ils into isnt isso its ive jako jeste jsem jsou just kde kdyz ktera ktere ktery las les leur loro los mam mas merci meu mia miei minha mio mis moje mon muj muy nao nas nebo nel nella neni non nos not nous onde onto our out para pas pela per perche piu please plus por porque pour pro quand quando que questa questo qui ses seu she should sin son sont sua suis suo sus tak tambem tambien tengo than that the their them then there they this too tous tout uma unas une unos use used using uz very vous was were what when which who why with wont would yes you your".split(" ");
export const PROSE = "been could does doing done from gets going gone hers made makes many mine most ours seem seems sends sent should some such takes than their them these they those too took tried tries wants well went were which while with would your yours".split(" ");
export const LATIN = "[A-Za-zÀ-ÖØ-öø-ſ]+";
export const KANA = "[ぁ-ゖァ-ヺー]+";
export const HANGUL = "[가-힣]+";
export const HAN = "[㐀-鿿]+";
export const LONE_HAN = "(?<![㐀-鿿])[㐀-鿿](?![㐀-鿿])";
export const HAN_ROW = "[㐀-鿿](?:[ \t　\n|/-]{0,3}[㐀-鿿]){11,}";
export const LONE_ROW = "(?<![㐀-鿿])[㐀-鿿]{12}(?:[㐀-鿿]{3}){0,4}(?![㐀-鿿])";
export const SPOKEN = "助[记記][词詞码碼]|[注註住][记記][词詞]|恢[复復](?:短[语語]|[词詞])|[种種]子|[单單][词詞]|备份词|備份詞|mnemonic|\\bseeds?\\b|(?:recovery|secret|backup|wallet|seed) (?:phrase|words)|\\bphrase is|(?:12|24) words|리커버리|니모닉|시드|복구 ?(?:구문|문구)|ニーモニック|リカバリー|シード|復元フレーズ|フレーズ|frase (?:semilla|de recuperaci|secreta|di recupero|mnemonica|seme|de seguran)|palabras (?:semilla|de recuper)|semilla|phrase (?:secr[eè]te|de r[eé]cup|mn[eé]mo)|palavras de recup|parole di recup|semente|obnovovac|z[aá]lo[zž]n[ií] fr[aá]z|seed fr[aá]z";
export const NUMBERS = "(?:\\[\\s*)?\\d{1,3}(?:\\s*,\\s*\\d{1,3}){31,63}\\s*,?\\s*\\]?";
export const PASSWORD_HINTS = ["密", "蜜码", "mima", "口令", "pasw", "pass", "pw", "pin", "contrase", "clave", "passe", "비밀번호", "パスワード", "暗証"];
export const CODE_HINTS = ["码", "碼", "口令", "code", "otp", "2fa", "mfa", "验证器", "驗證器", "authenticat", "yzm"];
export const HEX_CUES = "(?<public>(?:不是|并非|並非|非)(?:我的)?[私密秘][钥鑰匙]|not (?:a |my |the )?(?:private |secret )?key|tx(?!t)|hash|哈希|哈西|杂凑|雜湊|sha-?256|checksum|校验|校驗|signature|签名|簽名|topic|公[钥鑰]|pub(?:lic)?[ _-]?key|交易[号號])|(?<secret>[私密秘][钥鑰匙锁鎖]|priv(?:a?te?)?[ _-]?key|secret|seed|种子|種子|\\bpk\\b|\\bkey\\b)|(?<weak>交易|转账|轉帳|轉賬|这笔|這筆|区块|區塊|订单|訂單|地址|合[约約]|address|contract|block|order|transaction|transfer|explorer|payment|deposit|withdraw)";
