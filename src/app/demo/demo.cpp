#include "app/demo/demo.hpp"

#include <vector>

#include "app/demo/person.hpp"
#include "platform/formats/table.hpp"

namespace parvis::demo {
namespace {

using Cells = std::vector<std::string>;

/// The cells that both spreadsheets begin with, in the order of their headers.
constexpr std::string_view common_headers[] = {"Nr",
                                               "Namn (påhittat)",
                                               "Kön",
                                               "Födelseår",
                                               "Yrke",
                                               "Utbildningsnivå",
                                               "Utbildningsinriktning",
                                               "Yrkeserfarenhet (år)",
                                               "Språk",
                                               "Svenska",
                                               "Stadsdel",
                                               "Intressen",
                                               "Tider",
                                               "Träffform",
                                               "Arbetsgivare",
                                               "Anmäld",
                                               "Önskemål",
                                               "Skyddad identitet"};
constexpr std::size_t id_at = 0, gender_at = 2, birth_year_at = 3, experience_at = 7, languages_at = 8,
                      times_at = 12, meeting_at = 13, registered_at = 15, wishes_at = 16, protected_at = 17;

class Writer {
 public:
  Writer(const occupations::Taxonomy& taxonomy, int adepts, int mentors, std::uint64_t seed)
      : taxonomy_(taxonomy), lists_(read_lists(taxonomy)), adepts_(adepts), mentors_(mentors), seed_(seed) {}

  City write() const {
    City city;
    city.adepts_csv = sheet(Side::adept, adepts_, {"Målgrupp", "Tidigare mentor"});
    city.mentors_csv = sheet(Side::mentor, mentors_,
                             {"Tidigare adept", "Antal adepter", "Partnerorganisation", "Mentorsutbildning",
                              "Registerutdrag", "Lägsta svenskanivå", "Erbjuder"});
    return city;
  }

 private:
  std::string sheet(Side side, int people, std::initializer_list<std::string_view> own_headers) const {
    formats::CsvWriter writer;
    Cells headers(std::begin(common_headers), std::end(common_headers));
    headers.insert(headers.end(), own_headers.begin(), own_headers.end());
    writer.row(headers);
    for (int number = 1; number <= people; ++number) writer.row(person(side, number));
    return writer.bytes();
  }

  static std::string id_of(Side side, int number) {
    return (side == Side::adept ? "A-" : "M-") + std::to_string(number);
  }

  /// Each has a stream of chance of their own, so that nobody changes when the city grows.
  Cells person(Side side, int number) const {
    Chance chance(seed_, id_of(side, number));
    const auto citizen = draw_citizen(lists_, side, chance);
    auto cells = common_cells(citizen, chance);
    if (side == Side::adept)
      add_adept(cells, citizen, chance);
    else
      add_mentor(cells, chance);
    leave_out(cells, chance);
    if (chance.per_mille(7)) blur_one(cells, chance);
    // Someone was copied to a new row, or the number was forgotten.
    cells[id_at] = id_of(side, number);
    if (number > 1 && chance.per_mille(3))
      cells[id_at] = id_of(side, chance.from_to(1, number - 1));
    else if (chance.per_mille(1))
      cells[id_at].clear();
    return cells;
  }

  Cells common_cells(const Citizen& citizen, Chance& chance) const {
    constexpr std::string_view of_women[] = {"kvinna", "Kvinna", "K"}, of_men[] = {"man", "Man", "M"};
    constexpr std::string_view marks[] = {"ja", "sekretess", "skyddade personuppgifter"};
    std::string gender(citizen.sex == Sex::woman ? chance.one_of(of_women) : chance.one_of(of_men));
    if (chance.per_mille(15)) gender = chance.percent(40) ? "annan" : "vill inte uppge";
    // One after the other: the order in which arguments are evaluated is the compiler's.
    Cells cells = {{}};
    cells.push_back(written_name(citizen, chance));
    cells.push_back(std::move(gender));
    cells.push_back(written_birth_year(citizen, chance));
    cells.push_back(written_occupation(citizen, taxonomy_, chance));
    cells.push_back(written_education(citizen, chance));
    cells.push_back(citizen.trade && chance.percent(75) ? citizen.trade->education : "");
    cells.push_back(written_experience(citizen, chance));
    cells.push_back(written_languages(citizen, chance));
    cells.push_back(written_swedish(citizen, chance));
    cells.push_back(lists_.districts.empty() ? "" : chance.one_of(lists_.districts));
    cells.push_back(written_interests(lists_, chance));
    cells.push_back(written_availability(chance));
    cells.push_back(written_meeting(chance));
    cells.push_back(written_employer(lists_, citizen, chance));
    cells.push_back(written_day(chance));
    cells.push_back(written_wishes(citizen, chance));
    // Whoever only wants to meet in one way says so in both columns.
    if (cells[wishes_at] == "endast digitalt") cells[meeting_at] = "digitalt";
    if (cells[wishes_at] == "träffas fysiskt") cells[meeting_at] = "fysiskt";
    cells.push_back(chance.percent(1) ? std::string(chance.one_of(marks)) : chance.percent(30) ? "nej" : "");
    return cells;
  }

  std::string met_before(Side other, int people, Chance& chance) const {
    if (people == 0 || !chance.percent(2)) return {};
    return id_of(other, chance.from_to(1, people));
  }

  void add_adept(Cells& cells, const Citizen& citizen, Chance& chance) const {
    cells.push_back(written_target_groups(citizen, chance));
    cells.push_back(met_before(Side::mentor, mentors_, chance));
  }

  void add_mentor(Cells& cells, Chance& chance) const {
    constexpr std::string_view capacities[] = {"1", "1", "1", "1", "1", "1", "2", "2", "2", "3", ""};
    constexpr std::string_view partners[] = {
        "Lindhamns rotaryklubb", "Fackförbundet Fyrbåken", "Ingenjörsföreningen Passaren",
        "Nätverket Öppen dörr",  "Norrmåla stad",          "Föreningen Bryggan"};
    constexpr std::string_view trainings[] = {"Handledar- och mentorsutbildning",
                                              "Handledar- och mentorsutbildning",
                                              "ja",
                                              "ja",
                                              "Introduktion för mentorer",
                                              "nej",
                                              ""};
    constexpr std::string_view shown[] = {"ja", "visat", "nej", "", ""};
    constexpr std::string_view least[] = {"", "", "", "inget krav", "inget krav", "A1", "A2", "sfi C", "B1"};
    constexpr std::string_view offers[] = {"information om yrket, kontakter",
                                           "språkträning",
                                           "intervjuträning",
                                           "kompetensbedömning",
                                           "kontakter",
                                           "språkträning och intervjuträning",
                                           "information om yrket"};
    cells.push_back(met_before(Side::adept, adepts_, chance));
    cells.emplace_back(chance.one_of(capacities));
    cells.emplace_back(chance.percent(40) ? chance.one_of(partners) : "");
    cells.emplace_back(chance.one_of(trainings));
    cells.push_back(chance.percent(30) ? written_day(chance) : std::string(chance.one_of(shown)));
    cells.emplace_back(chance.one_of(least));
    cells.emplace_back(chance.one_of(offers));
  }

  /// Some cells are empty everywhere. The mark of protection stays: leaving it out would be no gap but a harm.
  static void leave_out(Cells& cells, Chance& chance) {
    for (std::size_t i = gender_at; i < cells.size(); ++i)
      if (i != protected_at && chance.percent(i == gender_at ? 1 : 4)) cells[i].clear();
  }

  /// One cell in a way that nobody but its writer understands.
  static void blur_one(Cells& cells, Chance& chance) {
    struct Blur {
      std::size_t at;
      std::string_view text;
    };
    constexpr Blur blurs[] = {{birth_year_at, "åttiotalet"}, {experience_at, "ganska länge"},
                              {languages_at, "många språk"}, {times_at, "när barnen sover"},
                              {registered_at, "i våras"},    {wishes_at, "någon som är snäll"},
                              {gender_at, "se ansökan"}};
    const auto& blur = chance.one_of(blurs);
    cells[blur.at] = blur.text;
  }

  const occupations::Taxonomy& taxonomy_;
  Lists lists_;
  int adepts_, mentors_;
  std::uint64_t seed_;
};

}  // namespace

City make_city(const occupations::Taxonomy& taxonomy, int adepts, int mentors, std::uint64_t seed) {
  return Writer(taxonomy, adepts, mentors, seed).write();
}

}  // namespace parvis::demo
