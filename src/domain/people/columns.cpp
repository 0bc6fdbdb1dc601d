#include "domain/people/columns.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "domain/people/shown.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

/// How much a header says. A weak one yields when another column says the same: "kommun" beside "stadsdel".
enum class Weight { plain, weak };

struct HeaderRow {
  Field field;
  std::string_view words;  ///< folded, separated by |
  Weight weight = Weight::plain;
};

constexpr HeaderRow header_rows[] = {
    {Field::id,
     "id|nr|nummer|löpnummer|löpnr|adept id|mentor id|adeptid|mentorid|adept nr|mentor nr|adeptnummer|"
     "mentornummer|deltagarnummer|deltagar id|deltagarid|deltagarnr|person id|kod|deltagarkod|no|number|code|"
     "identifier|participant id|participant number|adept number|mentor number|serial number"},
    {Field::name,
     "namn|för och efternamn|förnamn och efternamn|fullständigt namn|hela namnet|name|full name|first and "
     "last "
     "name"},
    {Field::gender, "kön|juridiskt kön|gender|sex|legal gender"},
    {Field::birth_year,
     "födelseår|född|född år|födelsedatum|födelsedag|birth year|year of birth|born|date of birth|birth date|"
     "birthdate"},
    {Field::occupation,
     "yrke|yrken|yrkestitel|yrkesbenämning|titel|befattning|nuvarande yrke|yrke i hemlandet|yrke från "
     "hemlandet|"
     "yrkesroll|ssyk|ssyk kod|ssyk 2012|yrkeskod|occupation|profession|job title|title|current occupation|"
     "occupation in home country|occupation in the home country|occupation code|trade"},
    {Field::education_level,
     "utbildningsnivå|högsta utbildning|högsta avslutade utbildning|högsta utbildningsnivå|sun nivå|"
     "education level|level of education|highest education|highest level of education"},
    {Field::education_field,
     "utbildningsinriktning|utbildningsområde|inriktning|utbildning inom|examen|sun inriktning|ämnesområde|"
     "education field|field of education|field of study|subject|degree"},
    {Field::education_field, "utbildning|education|utbildning i hemlandet|utbildningsbakgrund", Weight::weak},
    {Field::experience,
     "yrkeserfarenhet|erfarenhet|års erfarenhet|år i yrket|antal år i yrket|antal års "
     "erfarenhet|arbetslivserfarenhet|"
     "experience|years of experience|experience years|work experience|years in occupation|"
     "years in the occupation"},
    {Field::languages,
     "språk|språkkunskaper|talar|talade språk|språk och nivå|languages|language|spoken languages|language "
     "skills|"
     "languages with level"},
    {Field::swedish,
     "svenska|svenskanivå|nivå svenska|nivå i svenska|svensknivå|kunskaper i svenska|svenskkunskaper|sfi|"
     "sfi nivå|sfi kurs|swedish|swedish level|level of swedish|sfi level|sfi course"},
    {Field::district,
     "stadsdel|stadsdelsområde|stadsdelsnämnd|stadsdelsnämndsområde|stadsdelsförvaltning|område|"
     "bostadsområde|"
     "district|city district|borough|area"},
    {Field::district, "kommun|bostadskommun|hemkommun|bostadsort|ort|municipality|city|place of residence",
     Weight::weak},
    {Field::interests, "intressen|intresse|fritidsintressen|hobby|hobbyer|interests|interest|hobbies"},
    {Field::availability,
     "tider|tid|tillgänglighet|tillgänglig|kan träffas|kan ses|när kan träffas|lediga tider|dagar och tider|"
     "passande tider|availability|available|times|can meet|available times"},
    {Field::meeting,
     "träffform|mötesform|träffas|hur kan träffas|fysiskt eller digitalt|digitalt eller fysiskt|sätt att "
     "träffas|"
     "meeting|meeting form|form of meeting|how to meet|meets"},
    {Field::employer,
     "arbetsgivare|nuvarande arbetsgivare|arbetsplats|företag|employer|current employer|workplace|company"},
    {Field::registered_on,
     "anmäld|anmälan|anmäld den|anmälningsdatum|anmälningsdag|registreringsdatum|registrerad|registrerad den|"
     "intresseanmälan|tidstämpel|tidsstämpel|registered|registered on|registration date|date of registration|"
     "application date|applied|applied on|timestamp"},
    {Field::wishes,
     "önskemål|önskningar|önskar|önskemål om mentor|önskemål om adept|särskilda önskemål|wishes|wish|"
     "wishes about the mentor|wishes about the adept|preferences"},
    {Field::target_groups, "målgrupp|målgrupper|tillhör målgrupp|target group|target groups|targetgroup"},
    {Field::protected_identity,
     "skyddad identitet|skyddad id|skyddade personuppgifter|skyddad folkbokföring|skydd|sekretess|"
     "sekretessmarkering|sekretessmarkerad|kvarskrivning|protected identity|protected|protected personal "
     "data|"
     "secrecy marking|confidentiality marking"},
    {Field::not_with,
     "inte med|ej med|inte tillsammans med|tidigare par|tidigare mentor|tidigare mentorer|tidigare adept|"
     "tidigare adepter|not with|not together with|earlier pair|earlier pairs|previous pair|earlier mentor|"
     "earlier mentors|previous mentor|former mentor|earlier adept|earlier adepts|previous adept|former "
     "adept"},
    {Field::capacity,
     "antal adepter|antal platser|platser|kapacitet|max antal adepter|hur många adepter|capacity|places|"
     "number of adepts|number of places|max adepts"},
    {Field::partner,
     "partner|samarbetspartner|partnerorganisation|organisation|förbund|fackförbund|kommer genom|kommer via|"
     "partner organisation|partner organization|organization|union|association|through"},
    {Field::training,
     "mentorsutbildning|mentorutbildning|genomförd utbildning|genomförda utbildningar|genomgången utbildning|"
     "utbildad mentor|gått utbildning|training|training done|trainings|mentor training|completed training"},
    {Field::record_check,
     "registerutdrag|utdrag visat|registerutdrag visat|visat registerutdrag|utdrag ur belastningsregistret|"
     "belastningsregister|belastningsregistret|record check|record check shown|criminal record check|"
     "background check|vetting"},
    {Field::least_swedish,
     "lägsta svenskanivå|lägsta svenska|minsta svenskanivå|minsta svenska|lägsta nivå i svenska|krav på "
     "svenska|"
     "adeptens lägsta svenskanivå|least swedish|least swedish level|minimum swedish|minimum swedish level|"
     "lowest swedish level|swedish required"},
    {Field::offers,
     "erbjuder|kan erbjuda|erbjudande|vad mentorn erbjuder|bidrar med|kan bidra med|kan hjälpa till "
     "med|offers|"
     "can offer|offer|offers help with|can help with"},
};

constexpr std::string_view mother_tongue_words[] = {"modersmål",     "förstaspråk",     "hemspråk",
                                                    "mother tongue", "native language", "first language"};
constexpr std::string_view given_name_words[] = {"förnamn", "tilltalsnamn", "first name", "given name"};
constexpr std::string_view family_name_words[] = {"efternamn", "last name", "surname", "family name"};

/// A header that holds one of these is about protection, however it is put: better one row too many by hand.
constexpr std::string_view protection_stems[] = {"skydd",  "fingera",     "identitetss", "kvarskriv",
                                                 "sekr",   "hemlig",      "protect",     "secrecy",
                                                 "secret", "confidential"};
/// What holds such a stem and is about something else. As whole words, or as the beginning of one where * stands.
constexpr std::string_view not_about_protection[] = {"sekreter*",
                                                     "secretar*",
                                                     "dataskydd*",
                                                     "data protection",
                                                     "skyddsombud*",
                                                     "skyddsutrustning*",
                                                     "skyddskläder",
                                                     "protective equipment",
                                                     "tillfälligt skydd",
                                                     "skydd enligt massflykt*",
                                                     "temporary protection",
                                                     "skyddsbehöv*",
                                                     "alternativt skydd",
                                                     "subsidiary protection",
                                                     "skyddad yrkestitel",
                                                     "skyddade yrkestitlar",
                                                     "skyddad titel",
                                                     "skyddat yrke",
                                                     "protected title",
                                                     "protected profession"};

struct HeaderMeaning {
  Field field;
  Weight weight;
};
using Synonyms = std::unordered_map<std::string_view, HeaderMeaning>;
const Synonyms& synonyms() {
  static const Synonyms all = [] {
    Synonyms map;
    for (const auto& row : header_rows) {
      auto words = row.words;
      while (true) {
        const auto end = words.find('|');
        map.emplace(words.substr(0, end), HeaderMeaning{row.field, row.weight});
        if (end == std::string_view::npos) break;
        words.remove_prefix(end + 1);
      }
    }
    return map;
  }();
  return all;
}

bool is_only_for(Field field, Sheet sheet) {
  switch (field) {
    case Field::target_groups: return sheet == Sheet::adepts;
    case Field::capacity:
    case Field::partner:
    case Field::training:
    case Field::record_check:
    case Field::least_swedish:
    case Field::offers: return sheet == Sheet::mentors;
    default: return true;
  }
}

/// The other side's number is not this one's: "mentor-id" among the adepts is whom they had.
bool is_id_of_the_other(std::string_view text, Sheet sheet) {
  return text.starts_with(sheet == Sheet::adepts ? "mentor" : "adept");
}

std::optional<HeaderMeaning> meaning_of_text(const std::string& text, Sheet sheet) {
  const auto& all = synonyms();
  auto found = all.find(text);
  if (found == all.end()) {
    // "Adeptens kön", "Mentorns yrke": whose it is says nothing more here.
    const auto own = sheet == Sheet::adepts
                         ? std::array<std::string_view, 4>{"adeptens ", "adept s ", "adepts ", "adept "}
                         : std::array<std::string_view, 4>{"mentorns ", "mentor s ", "mentors ", "mentor "};
    for (const auto owner : own)
      if (found == all.end() && text.starts_with(owner))
        found = all.find(std::string_view(text).substr(owner.size()));
  }
  if (found == all.end()) return std::nullopt;
  const auto meaning = found->second;
  if (!is_only_for(meaning.field, sheet)) return std::nullopt;
  if (meaning.field == Field::id && is_id_of_the_other(text, sheet)) return std::nullopt;
  return meaning;
}

/// Without a unit or a note in brackets: "Yrkeserfarenhet (år)".
std::string without_notes(std::string_view header) {
  std::string text;
  int depth = 0;
  for (const char c : header) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) text += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return text;
}

/// Read of the whole header, also of a note in brackets: "Namn (skyddad id: ja/nej)".
bool is_about_protection(std::string_view header) {
  auto text = " " + folded(header) + " ";
  for (auto other : not_about_protection) {
    const bool goes_on = other.ends_with('*');
    if (goes_on) other.remove_suffix(1);
    const auto words = " " + std::string(other) + (goes_on ? "" : " ");
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at))
      text.replace(at, text.find(' ', at + words.size() - (goes_on ? 0 : 1)) - at, "");
  }
  return std::any_of(std::begin(protection_stems), std::end(protection_stems),
                     [&](std::string_view stem) { return text.find(stem) != std::string::npos; });
}

std::optional<HeaderMeaning> meaning_of_header(std::string_view header, Sheet sheet) {
  // First of all: a column that tells who is protected is never taken for a name or a number.
  if (is_about_protection(header)) return HeaderMeaning{Field::protected_identity, Weight::plain};
  if (const auto meaning = meaning_of_text(folded(header), sheet)) return meaning;
  return meaning_of_text(folded(without_notes(header)), sheet);
}

template <std::size_t N>
bool header_is_one_of(const std::string_view (&words)[N], std::string_view header) {
  return std::find(std::begin(words), std::end(words), folded(without_notes(header))) != std::end(words);
}

/// The headers, to say what was found. A first row that is no header may hold personal data: what has many
/// digits or an address in it is left out.
std::string headers_in_words(const std::vector<std::string>& headers) {
  std::string text;
  int told = 0;
  for (const auto& header : headers) {
    const auto digits =
        std::count_if(header.begin(), header.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (header.empty() || header.size() > 60 || digits > 4 || header.find('@') != std::string::npos) continue;
    if (told++ == 40) return text + ", …";
    if (!text.empty()) text += ", ";
    text += header;
  }
  return text;
}

class ColumnFinder {
 public:
  ColumnFinder(const formats::Table& table, Sheet sheet) : table_(table), sheet_(sheet) {
    columns_.at.fill(Columns::absent);
  }

  Columns find(const std::vector<std::string>& keep) {
    place(Weight::plain);
    place(Weight::weak);
    look_for_id();
    for (const auto& header : keep) keep_column(header);
    return std::move(columns_);
  }

 private:
  int& slot(Field field) { return columns_.at[static_cast<std::size_t>(field)]; }
  const std::string& header(int column) const { return table_.headers[static_cast<std::size_t>(column)]; }

  void fault(std::string column, Message reason) {
    columns_.faults.push_back(
        as_shown(Reject{table_.file, 0, std::move(column), {}, std::move(reason), Effect::refused}));
  }

  void place(Weight weight) {
    for (int column = 0; column < static_cast<int>(table_.headers.size()); ++column) {
      const auto meaning = meaning_of_header(header(column), sheet_);
      if (meaning && meaning->field == Field::protected_identity) {
        place_protection(weight, column);
        continue;
      }
      if (weight == Weight::plain) {
        place_beside(columns_.mother_tongue, mother_tongue_words, column);
        place_beside(columns_.given_name, given_name_words, column);
        place_beside(columns_.family_name, family_name_words, column);
      }
      if (!meaning || meaning->weight != weight) continue;
      auto field = meaning->field;
      if (weight == Weight::weak && slot(field) != Columns::absent) {
        // "Utbildning" beside a field of education says the level, if no other column does.
        if (field != Field::education_field || slot(Field::education_level) != Columns::absent) continue;
        field = Field::education_level;
      }
      auto& place = slot(field);
      if (place != Columns::absent) {
        fault(header(column),
              say("The columns {first} and {second} mean the same. Keep one of them, or give the "
                  "other another header.")
                  .with("first", header(place))
                  .with("second", header(column)));
        continue;
      }
      place = column;
      if (field == Field::swedish) columns_.swedish_as_sfi = folded(header(column)).starts_with("sfi");
    }
  }

  /// Each of them counts: secrecy marking in one column and a protected home in another are no contradiction.
  void place_protection(Weight weight, int column) {
    if (weight != Weight::plain) return;
    columns_.protection.push_back(column);
    if (slot(Field::protected_identity) == Columns::absent) slot(Field::protected_identity) = column;
  }

  template <std::size_t N>
  void place_beside(int& place, const std::string_view (&words)[N], int column) const {
    if (place == Columns::absent && header_is_one_of(words, header(column))) place = column;
  }

  void look_for_id() {
    const int column = columns_[Field::id];
    if (column == Columns::absent) {
      fault(
          {},
          say("The id column is missing. The columns found are: {found}. Name the column with each person's "
              "number {understood}.")
              .with("found", headers_in_words(table_.headers))
              .with("understood", sheet_ == Sheet::adepts
                                      ? "id, nr, nummer, löpnummer, adept-id, deltagarnummer"
                                      : "id, nr, nummer, löpnummer, mentor-id, kod"));
      return;
    }
    if (holds_identity_numbers(table_, column))
      fault(header(column),
            say("The column {column} looks like identity numbers, and these are never used as "
                "ids. Number the people in a column of its own, such as 1, 2, 3.")
                .with("column", header(column)));
  }

  void keep_column(const std::string& wanted) {
    int exact = Columns::absent, alike = Columns::absent;
    for (int column = 0; column < static_cast<int>(table_.headers.size()); ++column) {
      if (header(column) == wanted) exact = column;
      if (alike == Columns::absent && folded(header(column)) == folded(wanted)) alike = column;
    }
    const int column = exact != Columns::absent ? exact : alike;
    if (column == Columns::absent) {
      fault(wanted, say("There is no column {column} to keep. The columns found are: {found}.")
                        .with("column", wanted)
                        .with("found", headers_in_words(table_.headers)));
      return;
    }
    if (exact == Columns::absent && holds_identity_numbers(table_, column)) {
      fault(header(column),
            say("The column {column} looks like identity numbers. To keep it, write its header "
                "exactly as it stands in the file.")
                .with("column", header(column)));
      return;
    }
    columns_.kept.push_back(column);
  }

  const formats::Table& table_;
  Sheet sheet_;
  Columns columns_;
};

}  // namespace

std::string_view header_of(Field field) {
  constexpr std::array<std::string_view, field_count> headers = {"id",
                                                                 "name",
                                                                 "gender",
                                                                 "birth_year",
                                                                 "occupation",
                                                                 "education_level",
                                                                 "education_field",
                                                                 "experience",
                                                                 "languages",
                                                                 "swedish",
                                                                 "district",
                                                                 "interests",
                                                                 "availability",
                                                                 "meeting",
                                                                 "employer",
                                                                 "registered_on",
                                                                 "wishes",
                                                                 "target_groups",
                                                                 "protected_identity",
                                                                 "not_with",
                                                                 "capacity",
                                                                 "partner",
                                                                 "training",
                                                                 "record_check",
                                                                 "least_swedish",
                                                                 "offers"};
  return headers[static_cast<std::size_t>(field)];
}

bool holds_identity_numbers(const formats::Table& table, int column) {
  std::size_t written = 0, alike = 0;
  for (const auto& row : table.rows) {
    const auto& cell = row.cells[static_cast<std::size_t>(column)];
    if (is_blank(cell)) continue;
    ++written;
    if (looks_like_identity_number(cell)) ++alike;
  }
  return alike * 2 > written;
}

Columns find_columns(const formats::Table& table, Sheet sheet, const std::vector<std::string>& keep) {
  return ColumnFinder(table, sheet).find(keep);
}

std::vector<HeaderWord> header_words() {
  std::vector<HeaderWord> words;
  for (const auto& [text, meaning] : synonyms()) words.push_back({meaning.field, text});
  for (const auto text : mother_tongue_words) words.push_back({Field::languages, text});
  for (const auto text : given_name_words) words.push_back({Field::name, text});
  for (const auto text : family_name_words) words.push_back({Field::name, text});
  std::sort(words.begin(), words.end(), [](const HeaderWord& a, const HeaderWord& b) {
    return std::pair(a.field, a.text) < std::pair(b.field, b.text);
  });
  return words;
}

}  // namespace parvis::people
