#include "app/demo/person.hpp"

#include <algorithm>

#include "app/demo/demo.hpp"

namespace parvis::demo {
namespace {

using Words = std::string_view;

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

bool is_newcomer(const Citizen& citizen) {
  return citizen.side == Side::adept && citizen.origin->name != "sv";
}

std::string title_of(const Citizen& citizen, const Trade& trade, Chance& chance) {
  const int way = chance.below(100);
  const auto& origin = citizen.origin->name;
  if (is_newcomer(citizen)) {
    if (origin == "ar" && way < 12 && !trade.ar.empty()) return trade.ar;
    if (origin == "uk" && way < 12 && !trade.uk.empty()) return trade.uk;
    if (way >= 90 && !trade.en.empty()) return trade.en;
  }
  return trade.sv;
}

/// Two neighbouring letters changed places, so that the title is no longer known but resembles one that is.
/// Words of few letters, and slips that make another title, stay as they were.
std::string misspelt(const std::string& title, const occupations::Taxonomy& taxonomy, Chance& chance) {
  auto letters = code_points(title);
  if (letters.size() < 6) return title;
  const auto at = static_cast<std::size_t>(chance.from_to(2, static_cast<int>(letters.size()) - 3));
  if (letters[at] == U' ' || letters[at + 1] == U' ') return title;
  std::swap(letters[at], letters[at + 1]);
  auto slip = utf8(letters);
  return taxonomy.find(slip).occupation ? title : slip;
}

std::string with_capital(std::string title) {
  if (!title.empty() && title.front() >= 'a' && title.front() <= 'z')
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
  return title;
}

}  // namespace

Citizen draw_citizen(const Lists& lists, Side side, Chance& chance) {
  Citizen citizen;
  const auto s = static_cast<std::size_t>(side);
  citizen.side = side;
  citizen.sex = chance.percent(50) ? Sex::woman : Sex::man;
  citizen.origin = &lists.origins[lists.origin[s].draw(chance)];
  if (side == Side::mentor)
    citizen.age = chance.from_to(24, 72);
  else
    citizen.age =
        citizen.origin->name == "sv" || chance.percent(18) ? chance.from_to(18, 29) : chance.from_to(20, 62);
  const auto& trades = lists.trade[s][static_cast<std::size_t>(citizen.sex)];
  if (!trades.empty()) {
    citizen.trade = &lists.trades[trades.draw(chance)];
    if (chance.percent(3)) citizen.second_trade = &lists.trades[trades.draw(chance)];
  }
  return citizen;
}

std::string written_name(const Citizen& citizen, Chance& chance) {
  const auto& given = citizen.origin->given_names[static_cast<std::size_t>(citizen.sex)];
  if (given.empty() || citizen.origin->family_names.empty()) return {};
  const auto& first = chance.one_of(given);
  return first + " " + chance.one_of(citizen.origin->family_names);
}

std::string written_birth_year(const Citizen& citizen, Chance& chance) {
  auto year = std::to_string(demo_day.year() - citizen.age);
  if (!chance.percent(4)) return year;
  const auto day = Date::from(demo_day.year() - citizen.age, chance.from_to(1, 10), chance.from_to(1, 28));
  return day->iso();
}

std::string written_occupation(const Citizen& citizen, const occupations::Taxonomy& taxonomy,
                               Chance& chance) {
  if (!citizen.trade) return {};
  auto title = title_of(citizen, *citizen.trade, chance);
  if (chance.per_mille(14)) return misspelt(title, taxonomy, chance);
  if (citizen.second_trade && citizen.second_trade != citizen.trade)
    title += " / " + citizen.second_trade->sv;
  return chance.percent(50) ? with_capital(std::move(title)) : title;
}

std::string written_education(const Citizen& citizen, Chance& chance) {
  constexpr Words usual[][3] = {{"grundskola", "grundskola", "förgymnasial"},
                                {"gymnasium", "gymnasium", "gymnasial"},
                                {"yrkeshögskola", "eftergymnasial", "yrkeshögskola"},
                                {"universitet", "högskola", "masterexamen"}};
  const auto& level = citizen.trade ? citizen.trade->level : std::string("secondary");
  int step = level == "short" ? 0 : level == "secondary" ? 1 : level == "post" ? 2 : 3;
  if (chance.percent(12)) step = std::min(3, step + 1);
  if (citizen.age < 21) step = std::min(step, 1);
  if (step == 3 && chance.percent(4)) return "doktorsexamen";
  return std::string(chance.one_of(usual[step]));
}

std::string written_experience(const Citizen& citizen, Chance& chance) {
  const int most = std::clamp(citizen.age - 20, 0, citizen.side == Side::mentor ? 35 : 22);
  const int years = std::max(citizen.side == Side::mentor ? 1 : 0, chance.below(most + 1));
  auto number = std::to_string(years);
  switch (chance.below(12)) {
    case 0: return number + " år";
    case 1: return "ca " + number + " år";
    default: return number;
  }
}

std::string written_languages(const Citizen& citizen, Chance& chance) {
  constexpr Words levels[] = {"A2", "B1", "B1", "B2", "B2", "C1", "flytande", "bra"};
  const auto& mother = chance.one_of(citizen.origin->mother_tongues);
  std::vector<std::string> parts = {mother + (chance.percent(70) ? " (modersmål)" : " modersmål")};
  for (const auto& language : citizen.origin->also)
    if (chance.percent(language.percent))
      parts.push_back(language.name + " " + std::string(chance.one_of(levels)));
  return joined(parts, chance.percent(85) ? ", " : "; ");
}

std::string written_swedish(const Citizen& citizen, Chance& chance) {
  constexpr Words of_newcomers[] = {"sfi A",  "sfi B", "sfi B", "sfi C",      "sfi C", "SFI C",
                                    "sfi 2C", "sfi D", "sfi D", "sfi kurs D", "3D",    "A2",
                                    "B1",     "B1",    "B2",    "sas grund",  "SVA 1"};
  constexpr Words of_mentors[] = {"B2", "C1", "C1", "C2", "flytande", "modersmål"};
  if (citizen.origin->name == "sv") return "modersmål";
  return std::string(citizen.side == Side::adept ? chance.one_of(of_newcomers) : chance.one_of(of_mentors));
}

std::string written_interests(const Lists& lists, Chance& chance) {
  std::vector<std::string> some;
  const int number = chance.from_to(2, 5);
  while (static_cast<int>(some.size()) < number) {
    // The first of the list are the common ones.
    const auto& one = chance.percent(50) ? lists.interests[static_cast<std::size_t>(chance.below(12))]
                                         : chance.one_of(lists.interests);
    if (std::find(some.begin(), some.end(), one) == some.end()) some.push_back(one);
  }
  return joined(some, ", ");
}

std::string written_availability(Chance& chance) {
  constexpr Words ways[] = {"mån kväll, ons kväll",
                            "tis och tors kväll",
                            "vardagar efter 17",
                            "kvällar",
                            "vardagskvällar",
                            "måndagar och onsdagar 17–20",
                            "tis 17–20; tor 17–20",
                            "ons 17.30-20",
                            "fre em",
                            "lör 10-14, sön 10-14",
                            "lördagar",
                            "helger",
                            "helger och kvällar",
                            "vardagar dagtid",
                            "mån-fre 9-12",
                            "tisdag fm, torsdag fm",
                            "måndagskväll",
                            "vardagar före 10",
                            "mån, tis, ons efter kl 16",
                            "flexibel",
                            "när som helst",
                            "Mon and Wed evenings",
                            "weekends",
                            "torsdagar 18-20"};
  return std::string(chance.one_of(ways));
}

std::string written_meeting(Chance& chance) {
  constexpr Words ways[] = {"båda",     "både och", "fysiskt",          "på plats",
                            "digitalt", "hybrid",   "spelar ingen roll"};
  return std::string(chance.one_of(ways));
}

std::string written_employer(const Lists& lists, const Citizen& citizen, Chance& chance) {
  if (!chance.percent(citizen.side == Side::mentor ? 88 : 12)) return {};
  if (citizen.trade && !chance.percent(15))
    if (const auto own = lists.employers.find(citizen.trade->sector); own != lists.employers.end())
      return chance.one_of(own->second);
  return chance.one_of(lists.all_employers);
}

std::string written_day(Chance& chance) {
  constexpr Words months[] = {"januari", "februari", "mars",      "april",   "maj",      "juni",
                              "juli",    "augusti",  "september", "oktober", "november", "december"};
  const auto day = Date::from_days(demo_day.days_since_1970() - chance.from_to(1, 300));
  if (!chance.percent(8)) return day.iso();
  return std::to_string(day.day()) + " " + std::string(months[day.month() - 1]) + " " +
         std::to_string(day.year());
}

std::string written_wishes(const Citizen& citizen, Chance& chance) {
  const int ticket = chance.below(1000);
  if (citizen.side == Side::adept && citizen.sex == Sex::woman && ticket < 45) return "kvinnlig mentor";
  if (ticket >= 45 && ticket < 57) return citizen.sex == Sex::man ? "man" : "kvinna";
  if (ticket >= 57 && ticket < 77) return "endast digitalt";
  if (ticket >= 77 && ticket < 97) return "träffas fysiskt";
  if (ticket >= 97 && ticket < 105) return "inte min arbetsgivare";
  return ticket < 160 ? "inga" : "";
}

std::string written_target_groups(const Citizen& citizen, Chance& chance) {
  std::vector<std::string> groups;
  const auto add = [&](int percent, Words words) {
    if (chance.percent(percent)) groups.emplace_back(words);
  };
  const bool woman = citizen.sex == Sex::woman;
  const bool young = citizen.age < 30;
  if (is_newcomer(citizen)) {
    if (chance.percent(citizen.origin->mass_flight))
      groups.emplace_back(chance.percent(70) ? "massflyktsdirektivet" : "tillfälligt skydd");
    else
      add(62, chance.percent(80) ? "nyanländ" : "etableringsprogrammet");
  }
  if (woman && citizen.age >= 22 && citizen.age <= 42) add(18, "föräldraledig");
  if (woman) add(9, "kvinna långt från arbetsmarknaden");
  if (young) add(45, chance.percent(60) ? "uvas" : "varken arbetar eller studerar");
  if (citizen.age < 20) add(35, "kommunala aktivitetsansvaret");
  if (citizen.age >= 55) add(80, "55+");
  add(12, "långtidsarbetslös");
  if (citizen.trade && citizen.trade->level == "short") add(40, "kort utbildning");
  add(3, "funktionsnedsättning");
  if (groups.empty()) groups.emplace_back(young ? "uvas" : "långtidsarbetslös");
  return joined(groups, ", ");
}

}  // namespace parvis::demo
