#include "app/acts/round_files.hpp"

#include <nlohmann/json.hpp>

#include "platform/base/fold.hpp"

namespace parvis::acts {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view certificate_format = "parvis-certificate";

Json seen_json(const std::vector<matching::Seen>& seen, const programme::Track& track, const Texts& t) {
  auto list = Json::array();
  for (const auto& one : seen)
    list.push_back(
        {{"criterion", programme::id_of(track.criteria[one.criterion].kind)}, {"text", t(one.words)}});
  return list;
}

Json pair_json(const matching::Round& round, const matching::MadePair& pair, const Texts& t,
               bool with_names) {
  const auto& adept = round.adepts()[pair.adept];
  const auto& mentor = round.mentors()[pair.mentor];
  Json json = {
      {"adept_id", adept.id}, {"mentor_id", mentor.id}, {"score", pair.score}, {"locked", pair.locked}};
  if (with_names) {
    json["adept_name"] = adept.name;
    json["mentor_name"] = mentor.name;
  }
  if (pair.locked) json["lock_reason"] = pair.lock_reason;
  auto& criteria = json["criteria"] = Json::object();
  for (std::size_t c = 0; c < round.track().criteria.size(); ++c) {
    const auto& criterion = round.track().criteria[c];
    const auto part = round.suitability().part(c, pair.adept, pair.mentor);
    criteria[std::string(programme::id_of(criterion.kind))] = {
        {"weight", criterion.weight}, {"value", part.value}, {"known", part.known}};
  }
  const auto reasons = round.reasons(pair, t.html_code());
  json["speaks_for"] = seen_json(reasons.speaks_for, round.track(), t);
  json["speaks_against"] = seen_json(reasons.speaks_against, round.track(), t);
  auto& doubts = json["not_known"] = Json::array();
  for (const auto& doubt : reasons.not_known) doubts.push_back(t(doubt));
  if (pair.runner_up)
    json["runner_up"] = {{"mentor_id", round.mentors()[pair.runner_up->mentor].id},
                         {"score", pair.runner_up->score}};
  return json;
}

std::string_view id_of(matching::Change change) {
  switch (change) {
    case matching::Change::one_rule: return "one_rule";
    case matching::Change::one_place: return "one_place";
    case matching::Change::one_mentor: return "one_mentor";
  }
  return "one_mentor";
}

Json unmatched_json(const matching::Round& round, const matching::Unmatched& unmatched, const Texts& t) {
  const auto& rules = round.track().rules;
  Json json = {{"adept_id", round.adepts()[unmatched.adept].id}, {"possible_mentors", unmatched.possible}};
  auto& removed = json["rules"] = Json::array();
  for (const auto& count : unmatched.removed)
    removed.push_back({{"rule", rules[count.rule].id},
                       {"text", t(suitability::in_words(rules[count.rule]))},
                       {"removed", count.removed},
                       {"alone", count.alone}});
  if (unmatched.nearly)
    json["nearly"] = {{"mentor_id", round.mentors()[unmatched.nearly->mentor].id},
                      {"rule", rules[unmatched.nearly->rule].id},
                      {"helps", unmatched.nearly->helps},
                      {"text", t(round.suitability().why(unmatched.nearly->rule, unmatched.adept,
                                                         unmatched.nearly->mentor))}};
  json["least_change"] = id_of(unmatched.change);
  if (unmatched.place_at) json["place_at"] = round.mentors()[*unmatched.place_at].id;
  return json;
}

Json share_json(const matching::Share& share, const Texts& t) {
  return {{"group", share.name.empty() ? t(share.label) : share.name},
          {"waiting", share.waiting},
          {"matched", share.matched},
          {"per_mille", share.waiting == 0 ? Json() : Json(share.tenths())}};
}

Json shares_json(const std::vector<matching::Share>& shares, const Texts& t) {
  auto list = Json::array();
  for (const auto& share : shares) list.push_back(share_json(share, t));
  return list;
}

/// Stops at depth 32, since the library itself has no limit.
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

template <class Value>
bool read(const nlohmann::json& json, const char* key, Value& value) {
  const auto at = json.find(key);
  if (at == json.end()) return false;
  if constexpr (std::is_same_v<Value, std::string>) {
    if (!at->is_string()) return false;
  } else {
    if (!at->is_number_integer()) return false;
  }
  value = at->template get<Value>();
  return true;
}

bool read_ids(const nlohmann::json& json, const char* key, std::set<std::string>& ids) {
  const auto at = json.find(key);
  if (at == json.end() || !at->is_array()) return false;
  for (const auto& id : *at) {
    if (!id.is_string()) return false;
    ids.insert(id.get<std::string>());
  }
  return true;
}

bool read_prices(const nlohmann::json& json, const char* key, std::map<std::string, std::int64_t>& prices) {
  const auto at = json.find(key);
  if (at == json.end() || !at->is_object()) return false;
  for (const auto& [id, price] : at->items()) {
    // No price of ours comes near this; without a bound a hostile file could make the sums wrap around.
    constexpr std::int64_t most = 10'000'000'000;
    if (!price.is_number_integer() || price > most || price < -most) return false;
    prices[id] = price.get<std::int64_t>();
  }
  return true;
}

}  // namespace

std::string pairs_csv(const matching::Round& round, const std::vector<std::string>& adept_headers,
                      const std::vector<std::string>& mentor_headers) {
  formats::CsvWriter csv;
  std::vector<std::string> head = {"adept_id", "mentor_id", "score"};
  for (const auto& criterion : round.track().criteria) head.emplace_back(programme::id_of(criterion.kind));
  for (const auto& header : adept_headers) head.push_back("adept: " + header);
  for (const auto& header : mentor_headers) head.push_back("mentor: " + header);
  csv.row(head);
  for (const auto& pair : round.pairs()) {
    const auto& adept = round.adepts()[pair.adept];
    const auto& mentor = round.mentors()[pair.mentor];
    std::vector<std::string> row = {adept.id, mentor.id, std::to_string(pair.score)};
    for (std::size_t c = 0; c < round.track().criteria.size(); ++c) {
      const auto part = round.suitability().part(c, pair.adept, pair.mentor);
      row.push_back(part.known ? std::to_string(part.value) : "");
    }
    row.insert(row.end(), adept.kept.begin(), adept.kept.end());
    row.insert(row.end(), mentor.kept.begin(), mentor.kept.end());
    csv.row(row);
  }
  return csv.bytes();
}

Result<std::vector<proof::ClaimedPair>, Message> read_pairs(const formats::Table& table) {
  int adept = -1, mentor = -1, score = -1;
  for (std::size_t c = 0; c < table.headers.size(); ++c) {
    const auto name = folded(table.headers[c]);
    if (name == "adept id") adept = static_cast<int>(c);
    if (name == "mentor id") mentor = static_cast<int>(c);
    if (name == "score") score = static_cast<int>(c);
  }
  if (adept < 0 || mentor < 0 || score < 0)
    return no(say("The columns adept_id, mentor_id and score are needed in the file with pairs."));
  std::vector<proof::ClaimedPair> pairs;
  for (const auto& row : table.rows) {
    proof::ClaimedPair pair;
    pair.adept_id = row.cells[static_cast<std::size_t>(adept)];
    pair.mentor_id = row.cells[static_cast<std::size_t>(mentor)];
    pair.row = row.number;
    const auto& written = row.cells[static_cast<std::size_t>(score)];
    if (written.empty() || written.size() > 5 || written.find_first_not_of("0123456789") != std::string::npos)
      return no(say("Row {row}: the score {value} is not a whole number between 0 and 10 000.")
                    .with("row", std::int64_t{row.number})
                    .with("value", written));
    pair.score = std::stoi(written);
    for (std::size_t c = 0; c < table.headers.size(); ++c) {
      if (!programme::criterion_of(table.headers[c])) continue;
      const auto& value = row.cells[c];
      const bool number =
          !value.empty() && value.size() < 6 && value.find_first_not_of("0123456789") == std::string::npos;
      // What is no number can be no value of ours either: the checker will say so.
      pair.parts[table.headers[c]] =
          value.empty() ? std::nullopt : std::optional(number ? std::stoi(value) : -1);
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::string rejects_csv(const std::vector<people::Reject>& rejects, const Texts& t) {
  formats::CsvWriter csv;
  csv.row({"file", "row", "column", "value", "reason", "effect"});
  for (const auto& reject : rejects)
    csv.row({reject.file, reject.row > 0 ? std::to_string(reject.row) : "", reject.column, reject.value,
             t(reject.reason), reject.effect == people::Effect::refused ? "refused" : "noted"});
  return csv.bytes();
}

std::string certificate_json(const proof::Claim& claim) {
  Json json = {{"format", certificate_format}, {"version", 1},         {"programme", claim.programme},
               {"track", claim.track},         {"on", claim.on.iso()}, {"seed", claim.seed},
               {"matched", claim.matched},     {"score", claim.score}};
  json["cover"] = {{"adepts", claim.adept_cover}, {"mentors", claim.mentor_cover}};
  json["prices"] = {{"adepts", claim.adept_prices}, {"mentors", claim.mentor_prices}};
  return json.dump(1) + "\n";
}

Result<proof::Claim, Message> read_certificate(std::string_view text) {
  PARVIS_TRY(auto json, parse_json(text));
  proof::Claim claim;
  std::string format, on;
  int version = 0;
  if (!json.is_object() || !read(json, "format", format) || format != certificate_format ||
      !read(json, "version", version) || version != 1)
    return no(say("The file is not a certificate that parvis match has written."));
  const auto cover = json.find("cover");
  const auto prices = json.find("prices");
  const bool whole =
      read(json, "programme", claim.programme) && read(json, "track", claim.track) && read(json, "on", on) &&
      read(json, "seed", claim.seed) && read(json, "matched", claim.matched) &&
      read(json, "score", claim.score) && cover != json.end() && cover->is_object() && prices != json.end() &&
      prices->is_object() && read_ids(*cover, "adepts", claim.adept_cover) &&
      read_ids(*cover, "mentors", claim.mentor_cover) && read_prices(*prices, "adepts", claim.adept_prices) &&
      read_prices(*prices, "mentors", claim.mentor_prices);
  const auto day = Date::from_iso(on);
  if (!whole || !day)
    return no(say("The certificate lacks something it must have. Make it again with parvis match."));
  claim.on = *day;
  return claim;
}

std::string round_json(const matching::Round& round, const RoundCounts& counts, const Texts& t,
                       bool with_names) {
  const auto& claim = round.claim();
  Json json = {{"format", "parvis-round"}, {"version", 1},         {"programme", claim.programme},
               {"track", claim.track},     {"on", claim.on.iso()}, {"seed", claim.seed},
               {"language", t.code()}};
  json["counts"] = {{"adepts", round.adepts().size()},
                    {"mentors", round.mentors().size()},
                    {"places", round.places()},
                    {"possible_pairs", round.possible_pairs()},
                    {"matched", claim.matched},
                    {"score", claim.score},
                    {"adept_rows", counts.adept_rows},
                    {"mentor_rows", counts.mentor_rows},
                    {"rows_refused", counts.refused},
                    {"cells_noted", counts.noted},
                    {"left_for_handling_by_hand", counts.left_for_handling_by_hand}};
  auto& pairs = json["pairs"] = Json::array();
  for (const auto& pair : round.pairs()) pairs.push_back(pair_json(round, pair, t, with_names));
  auto& unmatched = json["unmatched"] = Json::array();
  for (const auto& one : round.unmatched()) unmatched.push_back(unmatched_json(round, one, t));
  const auto shares = round.shares();
  json["shares"] = {{"all", share_json(shares.all, t)},
                    {"gender", shares_json(shares.by_gender, t)},
                    {"district", shares_json(shares.by_district, t)},
                    {"target_group", shares_json(shares.by_target_group, t)}};
  auto& needs = json["need"] = Json::array();
  for (const auto& need : round.need(t.html_code()))
    needs.push_back({{"occupation", need.occupation},
                     {"adepts", need.adepts},
                     {"places", need.places},
                     {"matched", need.matched}});
  return json.dump(1) + "\n";
}

}  // namespace parvis::acts
