#include "domain/people/words.hpp"

#include <algorithm>
#include <array>

#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr std::string_view unknown_words[] = {
    "okänt",          "okänd",  "vet ej",  "vet inte",  "ej känt",    "ej angivet", "ej angiven", "ej ifyllt",
    "uppgift saknas", "saknas", "unknown", "not known", "not stated", "not given",  "n a",        "na",
};

constexpr Word<Gender> gender_words[] = {
    {"kvinna", Gender::woman},
    {"kvinnlig", Gender::woman},
    {"kvinnligt", Gender::woman},
    {"k", Gender::woman},
    {"kv", Gender::woman},
    {"flicka", Gender::woman},
    {"tjej", Gender::woman},
    {"woman", Gender::woman},
    {"female", Gender::woman},
    {"f", Gender::woman},
    {"w", Gender::woman},
    {"girl", Gender::woman},
    {"man", Gender::man},
    {"manlig", Gender::man},
    {"manligt", Gender::man},
    {"m", Gender::man},
    {"pojke", Gender::man},
    {"kille", Gender::man},
    {"male", Gender::man},
    {"boy", Gender::man},
    {"annan", Gender::other},
    {"annat", Gender::other},
    {"annan könsidentitet", Gender::other},
    {"icke binär", Gender::other},
    {"ickebinär", Gender::other},
    {"other", Gender::other},
    {"other gender", Gender::other},
    {"non binary", Gender::other},
    {"nonbinary", Gender::other},
    {"x", Gender::other},
    {"hen", Gender::other},
    {"annat kön", Gender::other},
    {"annan könstillhörighet", Gender::other},
    {"icke binär person", Gender::other},
    {"ickebinär person", Gender::other},
    {"icke binärt", Gender::other},
    {"ickebinärt", Gender::other},
    {"enby", Gender::other},
    {"genderqueer", Gender::other},
    {"tredje kön", Gender::other},
    {"tredje könet", Gender::other},
    {"third gender", Gender::other},
    {"non binary person", Gender::other},
    {"nonbinary person", Gender::other},
    {"ej angivet", Gender::not_stated},
    {"ej angiven", Gender::not_stated},
    {"inte angivet", Gender::not_stated},
    {"vill ej uppge", Gender::not_stated},
    {"vill inte uppge", Gender::not_stated},
    {"vill ej ange", Gender::not_stated},
    {"vill inte ange", Gender::not_stated},
    {"not stated", Gender::not_stated},
    {"prefer not to say", Gender::not_stated},
    {"does not wish to say", Gender::not_stated},
};

constexpr Word<EducationLevel> education_words[] = {
    {"ingen", EducationLevel::none},
    {"ingen utbildning", EducationLevel::none},
    {"ingen skolgång", EducationLevel::none},
    {"ingen formell utbildning", EducationLevel::none},
    {"none", EducationLevel::none},
    {"no education", EducationLevel::none},
    {"no schooling", EducationLevel::none},
    {"no formal education", EducationLevel::none},
    {"grundskola", EducationLevel::short_education},
    {"grundskoleutbildning", EducationLevel::short_education},
    {"grundskolenivå", EducationLevel::short_education},
    {"folkskola", EducationLevel::short_education},
    {"förgymnasial", EducationLevel::short_education},
    {"förgymnasial utbildning", EducationLevel::short_education},
    {"högst nio års skola", EducationLevel::short_education},
    {"högst grundskola", EducationLevel::short_education},
    {"kort utbildning", EducationLevel::short_education},
    {"short education", EducationLevel::short_education},
    {"short", EducationLevel::short_education},
    {"primary", EducationLevel::short_education},
    {"primary school", EducationLevel::short_education},
    {"primary education", EducationLevel::short_education},
    {"elementary school", EducationLevel::short_education},
    {"compulsory school", EducationLevel::short_education},
    {"lower secondary", EducationLevel::short_education},
    {"lower secondary school", EducationLevel::short_education},
    {"at most nine years of school", EducationLevel::short_education},
    {"gymnasium", EducationLevel::upper_secondary},
    {"gymnasieskola", EducationLevel::upper_secondary},
    {"gymnasieutbildning", EducationLevel::upper_secondary},
    {"gymnasieexamen", EducationLevel::upper_secondary},
    {"gymnasienivå", EducationLevel::upper_secondary},
    {"gymnasial", EducationLevel::upper_secondary},
    {"gymnasial utbildning", EducationLevel::upper_secondary},
    {"yrkesgymnasium", EducationLevel::upper_secondary},
    {"studentexamen", EducationLevel::upper_secondary},
    // The general course of a folk high school gives what upper secondary school gives.
    {"folkhögskola", EducationLevel::upper_secondary},
    {"upper secondary", EducationLevel::upper_secondary},
    {"upper secondary school", EducationLevel::upper_secondary},
    {"upper secondary education", EducationLevel::upper_secondary},
    {"secondary school", EducationLevel::upper_secondary},
    {"secondary", EducationLevel::upper_secondary},
    {"high school", EducationLevel::upper_secondary},
    {"eftergymnasial", EducationLevel::post_secondary},
    {"eftergymnasial utbildning", EducationLevel::post_secondary},
    {"eftergymnasial utbildning kortare än 3 år", EducationLevel::post_secondary},
    {"eftergymnasial utbildning kortare än 2 år", EducationLevel::post_secondary},
    {"yrkeshögskola", EducationLevel::post_secondary},
    {"yrkeshögskoleutbildning", EducationLevel::post_secondary},
    {"yrkeshögskola eftergymnasial", EducationLevel::post_secondary},
    {"yh", EducationLevel::post_secondary},
    {"yh utbildning", EducationLevel::post_secondary},
    {"yh examen", EducationLevel::post_secondary},
    {"post secondary", EducationLevel::post_secondary},
    {"post secondary education", EducationLevel::post_secondary},
    {"higher vocational", EducationLevel::post_secondary},
    {"higher vocational education", EducationLevel::post_secondary},
    {"vocational college", EducationLevel::post_secondary},
    {"högskola", EducationLevel::higher},
    {"universitet", EducationLevel::higher},
    {"högskola universitet", EducationLevel::higher},
    {"universitet högskola", EducationLevel::higher},
    {"högskola eller universitet", EducationLevel::higher},
    {"universitet eller högskola", EducationLevel::higher},
    {"högskoleutbildning", EducationLevel::higher},
    {"universitetsutbildning", EducationLevel::higher},
    {"högskoleexamen", EducationLevel::higher},
    {"universitetsexamen", EducationLevel::higher},
    {"akademisk", EducationLevel::higher},
    {"akademisk utbildning", EducationLevel::higher},
    {"akademisk examen", EducationLevel::higher},
    {"akademiker", EducationLevel::higher},
    {"eftergymnasial utbildning 3 år eller mer", EducationLevel::higher},
    {"eftergymnasial utbildning 3 år eller längre", EducationLevel::higher},
    {"kandidat", EducationLevel::higher},
    {"kandidatexamen", EducationLevel::higher},
    {"master", EducationLevel::higher},
    {"masterexamen", EducationLevel::higher},
    {"magister", EducationLevel::higher},
    {"magisterexamen", EducationLevel::higher},
    {"university", EducationLevel::higher},
    {"university degree", EducationLevel::higher},
    {"higher", EducationLevel::higher},
    {"higher education", EducationLevel::higher},
    {"degree", EducationLevel::higher},
    {"bachelor", EducationLevel::higher},
    {"bachelors", EducationLevel::higher},
    {"bachelor degree", EducationLevel::higher},
    {"bachelor s degree", EducationLevel::higher},
    {"bachelors degree", EducationLevel::higher},
    {"masters", EducationLevel::higher},
    {"master degree", EducationLevel::higher},
    {"master s degree", EducationLevel::higher},
    {"masters degree", EducationLevel::higher},
    {"msc", EducationLevel::higher},
    {"bsc", EducationLevel::higher},
    {"doktor", EducationLevel::doctorate},
    {"doktorsexamen", EducationLevel::doctorate},
    {"doktorand", EducationLevel::higher},
    {"forskarutbildning", EducationLevel::doctorate},
    {"licentiat", EducationLevel::doctorate},
    {"licentiatexamen", EducationLevel::doctorate},
    {"disputerad", EducationLevel::doctorate},
    {"doctorate", EducationLevel::doctorate},
    {"doctoral degree", EducationLevel::doctorate},
    {"phd", EducationLevel::doctorate},
    {"ph d", EducationLevel::doctorate},
};

constexpr Word<bool> yes_no_words[] = {
    {"ja", true},
    {"j", true},
    {"yes", true},
    {"y", true},
    {"x", true},
    {"1", true},
    {"sant", true},
    {"true", true},
    {"ok", true},
    {"klar", true},
    {"klart", true},
    {"visat", true},
    {"uppvisat", true},
    {"godkänd", true},
    {"godkänt", true},
    {"genomförd", true},
    {"genomfört", true},
    {"done", true},
    {"shown", true},
    {"nej", false},
    {"n", false},
    {"no", false},
    {"0", false},
    {"falskt", false},
    {"false", false},
    {"ej visat", false},
    {"inte visat", false},
    {"not shown", false},
    {"ej genomförd", false},
    {"inte än", false},
    {"ej klar", false},
    {"inte klar", false},
    {"not yet", false},
    {"not done", false},
    {"väntar", false},
};

/// Only these leave the mark off. "Okänt" does not: what is not surely unprotected is handled by hand.
constexpr std::string_view no_protection_words[] = {
    "nej",   "n",    "no",   "0",          "falskt",       "false",
    "ingen", "inte", "none", "ej skyddad", "inte skyddad", "not protected",
};

template <std::size_t N>
bool stands_in(const std::string_view (&words)[N], std::string_view folded_text) {
  return std::find(std::begin(words), std::end(words), folded_text) != std::end(words);
}

/// The level by the first digits of a SUN 2020 code; the third digit 5 is an education outside university.
std::optional<EducationLevel> level_of_sun_code(std::string_view text) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  if (text.size() == 3 && text[0] == '5' && text[2] == '5') return EducationLevel::post_secondary;
  if (text.size() >= 2 && text[0] == '5' && text[1] < '3') return EducationLevel::post_secondary;
  constexpr std::array levels = {EducationLevel::none,
                                 EducationLevel::short_education,
                                 EducationLevel::short_education,
                                 EducationLevel::upper_secondary,
                                 EducationLevel::post_secondary,
                                 EducationLevel::higher,
                                 EducationLevel::doctorate};
  const auto first = static_cast<std::size_t>(text[0] - '0');
  if (first >= levels.size()) return std::nullopt;
  return levels[first];
}

}  // namespace

bool is_blank(std::string_view cell) {
  const auto text = trimmed(cell);
  return text.empty() || text == "-" || text == "--" || text == "–" || text == "—" || text == ".";
}

bool is_unknown_word(std::string_view cell) {
  if (trimmed(cell) == "?") return true;
  return stands_in(unknown_words, folded(cell));
}

Reading<Gender> read_gender(std::string_view cell) {
  if (const auto gender = meaning_of(gender_words, folded(cell))) return *gender;
  return no(say("The gender cannot be read. Write woman, man, other or not stated."));
}

Reading<EducationLevel> read_education_level(std::string_view cell) {
  const auto text = folded(cell);
  if (const auto level = meaning_of(education_words, text)) return *level;
  if (const auto level = level_of_sun_code(text)) return *level;
  return no(
      say("The level of education cannot be read. Write for example upper secondary school or "
          "university."));
}

Education read_education(std::string_view cell) {
  Education education;
  const auto take_level = [&](EducationLevel level) {
    education.level = education.level ? std::max(*education.level, level) : level;
  };
  if (const auto level = meaning_of(education_words, folded(cell))) {
    take_level(*level);
    return education;
  }
  std::string field;
  for (const auto& part : parts_of(cell, ",;:()\n")) {
    const auto text = folded(part);
    if (text.empty()) continue;
    if (const auto level = meaning_of(education_words, text)) {
      take_level(*level);
      continue;
    }
    if (!field.empty()) field += ' ';
    field += text;
  }
  if (!field.empty()) education.field = std::move(field);
  return education;
}

Reading<bool> read_record_check(std::string_view cell) {
  if (const auto shown = meaning_of(yes_no_words, folded(cell))) return *shown;
  if (read_date(cell)) return true;
  return no(
      say("Whether the record check was shown cannot be read. Write yes, no, or the day it was shown."));
}

bool is_no_protection(std::string_view cell) {
  return is_blank(cell) || stands_in(no_protection_words, folded(cell));
}

std::vector<std::string_view> understood_words() {
  std::vector<std::string_view> words;
  const auto collect = [&](const auto& table) {
    for (const auto& word : table) words.push_back(word.text);
  };
  collect(gender_words);
  collect(education_words);
  collect(yes_no_words);
  words.insert(words.end(), std::begin(unknown_words), std::end(unknown_words));
  words.insert(words.end(), std::begin(no_protection_words), std::end(no_protection_words));
  collect_none_words(words);
  collect_wish_words(words);
  collect_list_words(words);
  collect_level_words(words);
  collect_number_words(words);
  collect_availability_words(words);
  return words;
}

}  // namespace parvis::people
