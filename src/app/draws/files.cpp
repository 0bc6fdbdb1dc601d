#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "app/draws/draws.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::draws {
namespace {

using Json = nlohmann::ordered_json;
using proof::DrawOffer;
using proof::Reply;

constexpr std::string_view record_format = "parvis-draw";
constexpr std::int64_t most_number =
    1'000'000'000;  ///< of any number in a record: what is larger is not ours

std::optional<Reply> reply_of(std::string_view cell) {
  if (people::is_blank(cell)) return Reply::none;
  const auto word = folded(cell);
  for (const auto* yes : {"yes", "ja", "y", "j", "accepted", "accepterat", "tackar ja", "tackat ja"})
    if (word == yes) return Reply::yes;
  for (const auto* no : {"no", "nej", "n", "declined", "tackar nej", "tackat nej", "no answer", "inget svar"})
    if (word == no) return Reply::no;
  return std::nullopt;
}

std::string_view word_of(Reply reply) {
  switch (reply) {
    case Reply::none: return "";
    case Reply::yes: return "yes";
    case Reply::no: return "no";
  }
  return "";
}

/// At most seven figures; 0 for whatever is no number: no wave, wish or order has it.
int number_in(const std::string& cell) {
  const bool figures = cell.find_first_not_of("0123456789") == std::string::npos;
  return figures && !cell.empty() && cell.size() < 8 ? std::stoi(cell) : 0;
}

Result<nlohmann::json, Message> parse_json(std::string_view text) {
  bool too_deep = false;
  const auto guard = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    if (depth > 32) too_deep = true;
    return !too_deep;
  };
  auto json = nlohmann::json::parse(text, guard, false);
  if (too_deep || json.is_discarded()) return no(say("The file is not JSON that can be read."));
  return json;
}

/// Reads what must be there; one that is not makes the record useless.
class Record {
 public:
  explicit Record(const nlohmann::json& json) : json_(json) {}
  bool is_whole() const { return whole_; }

  std::string text(const char* key) {
    const auto at = find(key);
    if (!at || !at->is_string()) return fail(), "";
    return at->get<std::string>();
  }
  std::int64_t number(const char* key) {
    const auto at = find(key);
    if (!at) return fail(), 0;
    return number_of(*at);
  }
  std::int64_t number_of(const nlohmann::json& value) {
    if (!value.is_number_integer() || value > most_number || value < -most_number) return fail(), 0;
    return value.get<std::int64_t>();
  }
  const nlohmann::json& list(const char* key) { return of_type(key, nlohmann::json::value_t::array); }
  const nlohmann::json& object(const char* key) { return of_type(key, nlohmann::json::value_t::object); }
  bool has(const char* key) const { return json_.is_object() && json_.contains(key); }
  void fail() { whole_ = false; }

 private:
  const nlohmann::json* find(const char* key) const { return has(key) ? &json_.at(key) : nullptr; }
  const nlohmann::json& of_type(const char* key, nlohmann::json::value_t type) {
    static const nlohmann::json nothing;
    const auto at = find(key);
    if (at && at->type() == type) return *at;
    fail();
    return nothing;
  }

  const nlohmann::json& json_;
  bool whole_ = true;
};

bool read_bound(const nlohmann::json& json, proof::DrawClaim& claim) {
  Record record(json);
  lots::Bound bound;
  bound.group = record.text("group");
  bound.lower = static_cast<std::int32_t>(record.number("lower"));
  if (record.has("upper")) bound.upper = static_cast<std::int32_t>(record.number("upper"));
  claim.bounds.push_back(std::move(bound));
  return record.is_whole();
}

bool read_wave(const nlohmann::json& json, proof::DrawClaim& claim) {
  Record record(json);
  proof::DrawWave wave;
  wave.offers = record.number("offers");
  wave.points = record.number("points");
  for (const auto& lower : record.list("lower"))
    wave.lower.push_back(static_cast<std::int32_t>(record.number_of(lower)));
  for (const auto& [place, price] : record.object("prices").items())
    wave.prices[place] = record.number_of(price);
  claim.waves.push_back(std::move(wave));
  return record.is_whole();
}

}  // namespace

Result<std::vector<DrawOffer>, Message> read_offers(const formats::Table& table) {
  const auto column = [&table](std::string_view name, std::string_view other = {}) {
    for (std::size_t c = 0; c < table.headers.size(); ++c)
      if (const auto header = folded(table.headers[c]); header == name || header == other)
        return static_cast<int>(c);
    return -1;
  };
  const int wave = column("wave"), id = column("id"), place = column("place"),
            answer = column("answer", "svar");
  const int wish = column("wish"), order = column("order"), number = column("draw number");
  if (wave < 0 || id < 0 || place < 0)
    return no(say("The columns wave, id and place are needed in the file with offers."));
  std::vector<DrawOffer> offers;
  for (const auto& row : table.rows) {
    const auto cell = [&row](int at) {
      return at < 0 ? std::string() : row.cells[static_cast<std::size_t>(at)];
    };
    const auto reply = reply_of(cell(answer));
    if (!reply)
      return no(
          say("Row {row}: the answer is neither yes nor no. Write yes, no, or nothing when there is none.")
              .with("row", std::int64_t{row.number}));
    offers.push_back({number_in(cell(wave)), cell(id), cell(place), number_in(cell(wish)),
                      number_in(cell(order)), cell(number), *reply, row.number});
    if (offers.back().wave == 0)
      return no(say("Row {row}: the number of the wave is missing.").with("row", std::int64_t{row.number}));
  }
  return offers;
}

std::string offers_csv(const lots::List& list, const Drawn& drawn) {
  std::unordered_map<std::string_view, const lots::Applicant*> by_id;
  for (const auto& applicant : list.applicants) by_id.emplace(applicant.id, &applicant);
  formats::CsvWriter csv;
  csv.row({"wave", "id", "place", "wish", "order", "draw_number", "class", "group", "answer"});
  for (const auto& offer : drawn.offers) {
    const auto& applicant = *by_id.at(offer.id);
    csv.row({std::to_string(offer.wave), offer.id, offer.place, std::to_string(offer.wish),
             std::to_string(offer.order), offer.number,
             applicant.priority == lots::no_class ? "" : std::to_string(applicant.priority), applicant.group,
             std::string(word_of(offer.reply))});
  }
  return csv.bytes();
}

std::string record_json(const proof::DrawClaim& claim) {
  Json json = {{"format", record_format},
               {"version", 1},
               {"seed", claim.seed},
               {"seed_sha256", claim.commitment},
               {"applicants_sha256", claim.applicants_sha256},
               {"places_sha256", claim.places_sha256}};
  auto& bounds = json["bounds"] = Json::array();
  for (const auto& bound : claim.bounds) {
    bounds.push_back({{"group", bound.group}, {"lower", bound.lower}});
    if (bound.upper) bounds.back()["upper"] = *bound.upper;
  }
  auto& waves = json["waves"] = Json::array();
  for (const auto& wave : claim.waves)
    waves.push_back(
        {{"offers", wave.offers}, {"points", wave.points}, {"lower", wave.lower}, {"prices", wave.prices}});
  json["order"] = claim.order;
  return json.dump(1) + "\n";
}

Result<proof::DrawClaim, Message> read_record(std::string_view text) {
  PARVIS_TRY(const auto json, parse_json(text));
  Record record(json);
  if (record.text("format") != record_format || record.number("version") != 1)
    return no(say("The file is not a record that parvis draw has written."));
  proof::DrawClaim claim;
  claim.seed = record.text("seed");
  claim.commitment = record.text("seed_sha256");
  claim.applicants_sha256 = record.text("applicants_sha256");
  claim.places_sha256 = record.text("places_sha256");
  bool whole = true;
  for (const auto& bound : record.list("bounds")) whole &= read_bound(bound, claim);
  for (const auto& wave : record.list("waves")) whole &= read_wave(wave, claim);
  for (const auto& id : record.list("order")) {
    whole &= id.is_string();
    if (id.is_string()) claim.order.push_back(id.get<std::string>());
  }
  if (!whole || !record.is_whole())
    return no(say("The record lacks something it must have. Make it again with parvis draw."));
  return claim;
}

}  // namespace parvis::draws
