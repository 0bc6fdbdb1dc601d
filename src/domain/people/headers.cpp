#include "domain/people/headers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

struct HeaderRow {
  constexpr HeaderRow(Field about, std::string_view said, Weight says = Weight::plain)
      : words(said), field(about), weight(says) {}
  std::string_view words;  ///< folded, separated by |
  Field field;
  Weight weight;
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

template <std::size_t N>
bool header_is_one_of(const std::string_view (&words)[N], std::string_view header) {
  return std::find(std::begin(words), std::end(words), folded(without_notes(header))) != std::end(words);
}

}  // namespace

std::optional<HeaderMeaning> meaning_of_header(std::string_view header, Sheet sheet) {
  // First of all: a column that tells who is protected is never taken for a name or a number.
  if (is_about_protection(header)) return HeaderMeaning{Field::protected_identity, Weight::plain};
  if (const auto meaning = meaning_of_text(folded(header), sheet)) return meaning;
  return meaning_of_text(folded(without_notes(header)), sheet);
}

bool says(std::string_view header, Beside what) {
  switch (what) {
    case Beside::mother_tongue: return header_is_one_of(mother_tongue_words, header);
    case Beside::given_name: return header_is_one_of(given_name_words, header);
    case Beside::family_name: return header_is_one_of(family_name_words, header);
  }
  return false;
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
