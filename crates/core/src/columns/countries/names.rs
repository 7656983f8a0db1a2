//! The countries and territories of ISO 3166-1, and what they are called.
//!
//! Codes and names are facts out of Unicode CLDR 49 (<https://cldr.unicode.org>), with the shorter of its names where
//! it has two.

use std::sync::LazyLock;

use crate::language::PerLanguage;

/// A country or territory.
#[derive(Debug)]
pub(super) struct Country {
    /// Its code, ISO 3166-1 alpha-2.
    pub(super) code: &'static str,
    pub(super) name: PerLanguage<&'static str>,
}

/// What else people call some of them.
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("USA", "US"),
    ("U.S.A.", "US"),
    ("United States of America", "US"),
    ("America", "US"),
    ("アメリカ", "US"),
    ("米国", "US"),
    ("UK", "GB"),
    ("U.K.", "GB"),
    ("Great Britain", "GB"),
    ("Britain", "GB"),
    ("英国", "GB"),
    ("日本国", "JP"),
    ("Korea", "KR"),
    ("Republic of Korea", "KR"),
    ("大韓民国", "KR"),
    ("Hong Kong SAR China", "HK"),
    ("ホンコン", "HK"),
    ("Macau", "MO"),
    ("澳門", "MO"),
    ("中華人民共和国", "CN"),
    ("臺灣", "TW"),
    ("Burma", "MM"),
    ("Czech Republic", "CZ"),
    ("チェコ共和国", "CZ"),
    ("Turkey", "TR"),
    ("Ivory Coast", "CI"),
    ("Holland", "NL"),
    ("UAE", "AE"),
    ("Cabo Verde", "CV"),
    ("Swaziland", "SZ"),
    ("East Timor", "TL"),
    ("Vatican", "VA"),
    ("バチカン", "VA"),
    ("Palestine", "PS"),
    ("パレスチナ", "PS"),
    ("Democratic Republic of the Congo", "CD"),
    ("Republic of the Congo", "CG"),
    ("Russian Federation", "RU"),
    ("ロシア連邦", "RU"),
    ("Viet Nam", "VN"),
    ("ヴェトナム", "VN"),
    ("グルジア", "GE"),
];

/// Every country and territory, in the order of the codes.
pub(super) static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let fields = TABLE.lines().filter_map(|line| {
        let (code, names) = line.split_once('|')?;
        Some((code, names.split_once('|')?))
    });
    fields.map(|(code, (en, ja))| Country { code, name: PerLanguage { en, ja } }).collect()
});

/// Code, English and Japanese name. One text, because each piece of its own would cost the static binary a relocation.
const TABLE: &str = "\
AD|Andorra|アンドラ
AE|United Arab Emirates|アラブ首長国連邦
AF|Afghanistan|アフガニスタン
AG|Antigua & Barbuda|アンティグア・バーブーダ
AI|Anguilla|アンギラ
AL|Albania|アルバニア
AM|Armenia|アルメニア
AO|Angola|アンゴラ
AQ|Antarctica|南極
AR|Argentina|アルゼンチン
AS|American Samoa|米領サモア
AT|Austria|オーストリア
AU|Australia|オーストラリア
AW|Aruba|アルバ
AX|Åland Islands|オーランド諸島
AZ|Azerbaijan|アゼルバイジャン
BA|Bosnia & Herzegovina|ボスニア・ヘルツェゴビナ
BB|Barbados|バルバドス
BD|Bangladesh|バングラデシュ
BE|Belgium|ベルギー
BF|Burkina Faso|ブルキナファソ
BG|Bulgaria|ブルガリア
BH|Bahrain|バーレーン
BI|Burundi|ブルンジ
BJ|Benin|ベナン
BL|St. Barthélemy|サン・バルテルミー
BM|Bermuda|バミューダ
BN|Brunei|ブルネイ
BO|Bolivia|ボリビア
BQ|Caribbean Netherlands|オランダ領カリブ
BR|Brazil|ブラジル
BS|Bahamas|バハマ
BT|Bhutan|ブータン
BV|Bouvet Island|ブーベ島
BW|Botswana|ボツワナ
BY|Belarus|ベラルーシ
BZ|Belize|ベリーズ
CA|Canada|カナダ
CC|Cocos (Keeling) Islands|ココス（キーリング）諸島
CD|Congo (Kinshasa)|コンゴ民主共和国
CF|Central African Republic|中央アフリカ共和国
CG|Congo (Brazzaville)|コンゴ共和国
CH|Switzerland|スイス
CI|Côte d'Ivoire|コートジボワール
CK|Cook Islands|クック諸島
CL|Chile|チリ
CM|Cameroon|カメルーン
CN|China|中国
CO|Colombia|コロンビア
CR|Costa Rica|コスタリカ
CU|Cuba|キューバ
CV|Cape Verde|カーボベルデ
CW|Curaçao|キュラソー
CX|Christmas Island|クリスマス島
CY|Cyprus|キプロス
CZ|Czechia|チェコ
DE|Germany|ドイツ
DJ|Djibouti|ジブチ
DK|Denmark|デンマーク
DM|Dominica|ドミニカ国
DO|Dominican Republic|ドミニカ共和国
DZ|Algeria|アルジェリア
EC|Ecuador|エクアドル
EE|Estonia|エストニア
EG|Egypt|エジプト
EH|Western Sahara|西サハラ
ER|Eritrea|エリトリア
ES|Spain|スペイン
ET|Ethiopia|エチオピア
FI|Finland|フィンランド
FJ|Fiji|フィジー
FK|Falkland Islands|フォークランド諸島
FM|Micronesia|ミクロネシア連邦
FO|Faroe Islands|フェロー諸島
FR|France|フランス
GA|Gabon|ガボン
GB|United Kingdom|イギリス
GD|Grenada|グレナダ
GE|Georgia|ジョージア
GF|French Guiana|仏領ギアナ
GG|Guernsey|ガーンジー
GH|Ghana|ガーナ
GI|Gibraltar|ジブラルタル
GL|Greenland|グリーンランド
GM|Gambia|ガンビア
GN|Guinea|ギニア
GP|Guadeloupe|グアドループ
GQ|Equatorial Guinea|赤道ギニア
GR|Greece|ギリシャ
GS|South Georgia & South Sandwich Islands|サウスジョージア・サウスサンドウィッチ諸島
GT|Guatemala|グアテマラ
GU|Guam|グアム
GW|Guinea-Bissau|ギニアビサウ
GY|Guyana|ガイアナ
HK|Hong Kong|香港
HM|Heard Island & McDonald Islands|ハード島・マクドナルド諸島
HN|Honduras|ホンジュラス
HR|Croatia|クロアチア
HT|Haiti|ハイチ
HU|Hungary|ハンガリー
ID|Indonesia|インドネシア
IE|Ireland|アイルランド
IL|Israel|イスラエル
IM|Isle of Man|マン島
IN|India|インド
IO|British Indian Ocean Territory|英領インド洋地域
IQ|Iraq|イラク
IR|Iran|イラン
IS|Iceland|アイスランド
IT|Italy|イタリア
JE|Jersey|ジャージー
JM|Jamaica|ジャマイカ
JO|Jordan|ヨルダン
JP|Japan|日本
KE|Kenya|ケニア
KG|Kyrgyzstan|キルギス
KH|Cambodia|カンボジア
KI|Kiribati|キリバス
KM|Comoros|コモロ
KN|St. Kitts & Nevis|セントクリストファー・ネーヴィス
KP|North Korea|北朝鮮
KR|South Korea|韓国
KW|Kuwait|クウェート
KY|Cayman Islands|ケイマン諸島
KZ|Kazakhstan|カザフスタン
LA|Laos|ラオス
LB|Lebanon|レバノン
LC|St. Lucia|セントルシア
LI|Liechtenstein|リヒテンシュタイン
LK|Sri Lanka|スリランカ
LR|Liberia|リベリア
LS|Lesotho|レソト
LT|Lithuania|リトアニア
LU|Luxembourg|ルクセンブルク
LV|Latvia|ラトビア
LY|Libya|リビア
MA|Morocco|モロッコ
MC|Monaco|モナコ
MD|Moldova|モルドバ
ME|Montenegro|モンテネグロ
MF|St. Martin|サン・マルタン
MG|Madagascar|マダガスカル
MH|Marshall Islands|マーシャル諸島
MK|North Macedonia|北マケドニア
ML|Mali|マリ
MM|Myanmar|ミャンマー
MN|Mongolia|モンゴル
MO|Macao|マカオ
MP|Northern Mariana Islands|北マリアナ諸島
MQ|Martinique|マルティニーク
MR|Mauritania|モーリタニア
MS|Montserrat|モントセラト
MT|Malta|マルタ
MU|Mauritius|モーリシャス
MV|Maldives|モルディブ
MW|Malawi|マラウイ
MX|Mexico|メキシコ
MY|Malaysia|マレーシア
MZ|Mozambique|モザンビーク
NA|Namibia|ナミビア
NC|New Caledonia|ニューカレドニア
NE|Niger|ニジェール
NF|Norfolk Island|ノーフォーク島
NG|Nigeria|ナイジェリア
NI|Nicaragua|ニカラグア
NL|Netherlands|オランダ
NO|Norway|ノルウェー
NP|Nepal|ネパール
NR|Nauru|ナウル
NU|Niue|ニウエ
NZ|New Zealand|ニュージーランド
OM|Oman|オマーン
PA|Panama|パナマ
PE|Peru|ペルー
PF|French Polynesia|仏領ポリネシア
PG|Papua New Guinea|パプアニューギニア
PH|Philippines|フィリピン
PK|Pakistan|パキスタン
PL|Poland|ポーランド
PM|St. Pierre & Miquelon|サンピエール島・ミクロン島
PN|Pitcairn Islands|ピトケアン諸島
PR|Puerto Rico|プエルトリコ
PS|Palestinian Territories|パレスチナ自治区
PT|Portugal|ポルトガル
PW|Palau|パラオ
PY|Paraguay|パラグアイ
QA|Qatar|カタール
RE|Réunion|レユニオン
RO|Romania|ルーマニア
RS|Serbia|セルビア
RU|Russia|ロシア
RW|Rwanda|ルワンダ
SA|Saudi Arabia|サウジアラビア
SB|Solomon Islands|ソロモン諸島
SC|Seychelles|セーシェル
SD|Sudan|スーダン
SE|Sweden|スウェーデン
SG|Singapore|シンガポール
SH|St. Helena|セントヘレナ
SI|Slovenia|スロベニア
SJ|Svalbard & Jan Mayen|スバールバル諸島・ヤンマイエン島
SK|Slovakia|スロバキア
SL|Sierra Leone|シエラレオネ
SM|San Marino|サンマリノ
SN|Senegal|セネガル
SO|Somalia|ソマリア
SR|Suriname|スリナム
SS|South Sudan|南スーダン
ST|São Tomé & Príncipe|サントメ・プリンシペ
SV|El Salvador|エルサルバドル
SX|Sint Maarten|シント・マールテン
SY|Syria|シリア
SZ|Eswatini|エスワティニ
TC|Turks & Caicos Islands|タークス・カイコス諸島
TD|Chad|チャド
TF|French Southern Territories|仏領極南諸島
TG|Togo|トーゴ
TH|Thailand|タイ
TJ|Tajikistan|タジキスタン
TK|Tokelau|トケラウ
TL|Timor-Leste|東ティモール
TM|Turkmenistan|トルクメニスタン
TN|Tunisia|チュニジア
TO|Tonga|トンガ
TR|Türkiye|トルコ
TT|Trinidad & Tobago|トリニダード・トバゴ
TV|Tuvalu|ツバル
TW|Taiwan|台湾
TZ|Tanzania|タンザニア
UA|Ukraine|ウクライナ
UG|Uganda|ウガンダ
UM|U.S. Outlying Islands|合衆国領有小離島
US|United States|アメリカ合衆国
UY|Uruguay|ウルグアイ
UZ|Uzbekistan|ウズベキスタン
VA|Vatican City|バチカン市国
VC|St. Vincent & Grenadines|セントビンセント・グレナディーン諸島
VE|Venezuela|ベネズエラ
VG|British Virgin Islands|英領ヴァージン諸島
VI|U.S. Virgin Islands|米領ヴァージン諸島
VN|Vietnam|ベトナム
VU|Vanuatu|バヌアツ
WF|Wallis & Futuna|ウォリス・フツナ
WS|Samoa|サモア
YE|Yemen|イエメン
YT|Mayotte|マヨット
ZA|South Africa|南アフリカ
ZM|Zambia|ザンビア
ZW|Zimbabwe|ジンバブエ
";
