#include "app/desk/people_filter_form.hpp"

#include <array>
#include <charconv>

#include "domain/occupations/taxonomy.hpp"

namespace parvis::desk {
namespace {

constexpr std::string_view of_programme = "program", as_part = "del", in_state = "lage",
                           since_field = "sedan", in_district = "stadsdel", with_language = "sprak";
constexpr std::array filter_names{of_programme, as_part, in_state, since_field, in_district, with_language};

}  // namespace

ReadFilter read_filter(const web::Asked& asked, const occupations::Taxonomy& taxonomy) {
  ReadFilter read;
  auto& filter = read.filter;
  if (const auto text = asked.field(of_programme); !text.empty()) {
    std::int64_t number = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || at != text.data() + text.size() || number <= 0)
      read.faults.push_back({std::string(of_programme), say("Choose a programme from the list.")});
    else
      filter.programme = store::ProgrammeId{number};
  }
  filter.part = lives::part_of(asked.field(as_part));
  filter.state = lives::application_state_of(asked.field(in_state));
  if (const auto text = asked.field(since_field); !text.empty()) {
    filter.waiting_since = Date::from_iso(text);
    if (!filter.waiting_since)
      read.faults.push_back({std::string(since_field), say("Write the day like 2026-09-01.")});
  }
  if (const auto text = asked.field(in_district); !text.empty())
    filter.district = taxonomy.find_district(text).value_or(text);
  if (const auto text = asked.field(with_language); !text.empty()) {
    filter.language = taxonomy.find_language(text).value_or("");
    if (filter.language.empty())
      read.faults.push_back(
          {std::string(with_language), say("That language is not known here. Write for example Arabic.")});
  }
  return read;
}

std::vector<views::Field> filter_fields(const web::Asked& asked) {
  const auto& t = asked.t;
  return {{.id = of_programme, .label = t("Programme"), .value = asked.field(of_programme)},
          {.id = as_part, .label = t("Takes part as"), .value = asked.field(as_part)},
          {.id = in_state, .label = t("Application"), .value = asked.field(in_state)},
          {.id = since_field,
           .label = t("Has waited since this day or longer"),
           .value = asked.field(since_field),
           .kind = views::Kind::day},
          {.id = in_district, .label = t("District"), .value = asked.field(in_district)},
          {.id = with_language, .label = t("Speaks"), .value = asked.field(with_language)}};
}

std::vector<std::pair<std::string, std::vector<views::Option>>> filter_choices(
    std::vector<views::Option> programmes, const Texts& t) {
  std::vector<views::Option> parts{{"", t("All")}}, states{{"", t("All")}};
  for (const auto part : {lives::Part::adept, lives::Part::mentor})
    parts.push_back({std::string(lives::id_of(part)), t(lives::in_words(part))});
  for (const auto state : lives::all_application_states)
    states.push_back({std::string(lives::id_of(state)), t(lives::in_words(state))});
  return {{std::string(of_programme), std::move(programmes)},
          {std::string(as_part), std::move(parts)},
          {std::string(in_state), std::move(states)}};
}

std::string filter_query(const web::Asked& asked) {
  std::string query;
  for (const auto name : filter_names)
    if (const auto text = asked.field(name); !text.empty())
      query += std::string(name) + "=" + http::percent_encoded(text) + "&";
  return query;
}

}  // namespace parvis::desk
