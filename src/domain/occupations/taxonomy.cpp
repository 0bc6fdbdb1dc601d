#include "domain/occupations/taxonomy.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "domain/occupations/data.hpp"
#include "platform/base/fold.hpp"

namespace parvis::occupations {
namespace {

// More groups than SSYK can have would only be a way to fill the memory.
constexpr std::size_t most_groups = 2'000;

Ground by_hierarchy(const GroupRow& first, const GroupRow& second) {
  if (first.code == second.code) return Ground::same_group;
  if (first.code / 10 == second.code / 10) return Ground::same_minor_group;
  if (first.code / 100 == second.code / 100) return Ground::same_major_group;
  if (first.field != 0 && first.field == second.field) return Ground::same_field;
  return Ground::none;
}

// A row says how near (percent) or how high on the list (rank) or both; the stronger of the two counts.
Ground by_list(const PairRow& pair) {
  if (pair.percent >= 75) return Ground::listed_near;
  if (pair.rank >= 1 && pair.rank <= 3) return Ground::listed_first;
  if (pair.rank >= 4 && pair.rank <= 10) return Ground::listed_later;
  if (pair.percent >= 25) return Ground::listed_low;
  return Ground::none;
}

// `Ground` counts from the strongest, so the greatest nearness is the least number.
std::vector<std::uint8_t> grounds_between_all(const Image& image, const std::vector<std::uint16_t>& place) {
  const auto n = image.groups.size();
  std::vector<GroupRow> groups;
  for (std::size_t i = 0; i < n; ++i) groups.push_back(image.groups[i]);
  std::vector<std::uint8_t> grounds(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      grounds[i * n + j] = static_cast<std::uint8_t>(by_hierarchy(groups[i], groups[j]));
  for (std::size_t k = 0; k < image.pairs.size(); ++k) {
    const auto pair = image.pairs[k];
    const std::size_t i = place[pair.first], j = place[pair.second];
    if (i >= n || j >= n) continue;
    const auto listed = static_cast<std::uint8_t>(by_list(pair));
    grounds[i * n + j] = std::min(grounds[i * n + j], listed);
    grounds[j * n + i] = std::min(grounds[j * n + i], listed);
  }
  return grounds;
}

std::string first_written(const Image& image, const std::array<Text, languages_shown>& texts,
                          std::string_view language) {
  const auto wanted = image.text(texts[static_cast<std::size_t>(language_named(language))]);
  return std::string(wanted.empty() ? image.text(texts[0]) : wanted);
}

bool share_one(const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second) {
  auto a = first.begin();
  auto b = second.begin();
  while (a != first.end() && b != second.end()) {
    if (*a == *b) return true;
    if (*a < *b)
      ++a;
    else
      ++b;
  }
  return false;
}

}  // namespace

Taxonomy::Taxonomy(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
Taxonomy::~Taxonomy() = default;

Result<std::shared_ptr<const Taxonomy>, Message> Taxonomy::from_bytes(std::string bytes) {
  auto data = std::make_unique<Data>(std::move(bytes));
  PARVIS_TRY(data->image, opened(data->bytes));
  const auto& groups = data->image.groups;
  if (groups.size() == 0 || groups.size() > most_groups)
    return no(
        say("This file of occupations is damaged. Make it again with “parvis taxonomy import FOLDER --out "
            "FILE”."));
  data->place.assign(10'000, Data::unknown);
  for (std::size_t i = 0; i < groups.size(); ++i) data->place[groups[i].code] = static_cast<std::uint16_t>(i);
  data->grounds = grounds_between_all(data->image, data->place);
  data->districts = districts_of(data->image);
  data->steps = steps_between_all(data->districts, data->image);
  return std::shared_ptr<const Taxonomy>(new Taxonomy(std::move(data)));
}

Result<std::shared_ptr<const Taxonomy>, Message> Taxonomy::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return no(say("The file {file} cannot be opened. Is the path right?").with("file", path));
  const auto size = static_cast<std::streamoff>(file.tellg());
  if (size < 0 || size > (std::streamoff{256} << 20))
    return no(say("The file {file} is not a file of occupations.").with("file", path));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), size)) return no(say("The file {file} cannot be read.").with("file", path));
  return from_bytes(std::move(bytes));
}

std::shared_ptr<const Taxonomy> Taxonomy::starter() {
  static const std::shared_ptr<const Taxonomy> set = from_bytes(packed(starter_source())).value();
  return set;
}

Nearness Taxonomy::nearness(Ssyk first, Ssyk second) const {
  if (first == second) return {Ground::same_group, first, second};
  const auto i = data_->place_of(first), j = data_->place_of(second);
  if (i == Data::unknown || j == Data::unknown) return {Ground::none, first, second};
  return {data_->ground(i, j), first, second};
}

Nearness Taxonomy::nearness(const Occupation& first, const Occupation& second) const {
  Nearness best;
  if (!first.groups.empty() && !second.groups.empty())
    best = {Ground::none, first.groups[0], second.groups[0]};
  for (const auto one : first.groups)
    for (const auto other : second.groups)
      if (const auto near = nearness(one, other); near.ground < best.ground) best = near;
  if (share_one(first.concepts, second.concepts)) best.ground = Ground::same_occupation;
  return best;
}

int Taxonomy::regulated_profession(Ssyk group) const {
  return knows(group) ? data_->image.groups[data_->place_of(group)].profession : 0;
}

std::vector<Ssyk> Taxonomy::groups() const {
  std::vector<Ssyk> all;
  for (std::size_t i = 0; i < data_->image.groups.size(); ++i)
    all.push_back(ssyk_numbered(data_->image.groups[i].code));
  return all;
}

bool Taxonomy::knows(Ssyk group) const {
  return data_->place_of(group) != Data::unknown;
}

std::string Taxonomy::title_of(Ssyk group, std::string_view language) const {
  if (!knows(group)) return group.text();
  return first_written(data_->image, data_->image.groups[data_->place_of(group)].title, language);
}

std::string Taxonomy::field_of(Ssyk group, std::string_view language) const {
  const auto& image = data_->image;
  if (knows(group)) {
    const auto field = image.groups[data_->place_of(group)].field;
    if (field != 0) return first_written(image, image.fields[field - 1u].name, language);
  }
  for (std::size_t i = 0; i < image.wider_groups.size(); ++i)
    if (image.wider_groups[i].code == static_cast<std::uint32_t>(group.number() / 100))
      return first_written(image, image.wider_groups[i].name, language);
  return group.text().substr(0, 2);
}

}  // namespace parvis::occupations
