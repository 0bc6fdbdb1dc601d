#include "app/acts/round_files.hpp"

#include <nlohmann/json.hpp>

#include "domain/matching/equal_round.hpp"
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
    case matching::Change::bound: return "bound";
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

Json equal_json(const matching::KeptEqual& kept, const Texts& t) {
  Json json = {{"ground", kept.ask.ground}};
  if (kept.ask.most) json["most_hundredths_of_a_point"] = *kept.ask.most;
  auto& bounds = json["bounds"] = Json::array();
  for (const auto& bound : kept.ask.bounds) {
    bounds.push_back({{"group", t(matching::in_words(bound))}});
    if (bound.lower) bounds.back()["lower"] = *bound.lower;
    if (bound.upper) bounds.back()["upper"] = *bound.upper;
  }
  const auto& cost = kept.cost;
  json["without"] = {{"matched", cost.matched_before}, {"score", cost.score_before}};
  auto& groups = json["groups"] = Json::array();
  for (const auto& group : cost.groups)
    groups.push_back({{"group", t(group.group)},
                      {"matched_without", group.before},
                      {"matched", group.after},
                      {"gain", group.gain},
                      {"lose", group.lose}});
  return json;
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

Json price_json(const proof::Price& price) {
  return Json::array({price.pairs, price.score});
}

Json prices_json(const proof::Prices& prices) {
  Json json = {{"adepts", Json::object()}, {"mentors", Json::object()}, {"groups", Json::array()}};
  for (const auto& [id, price] : prices.adepts) json["adepts"][id] = price_json(price);
  for (const auto& [id, price] : prices.mentors) json["mentors"][id] = price_json(price);
  for (const auto& price : prices.groups) json["groups"].push_back(price_json(price));
  return json;
}

Json bounds_json(const proof::ClaimedBounds& bounds) {
  auto groups = Json::array();
  for (const auto& group : bounds.groups) {
    groups.push_back({{"name", group.name},
                      {"of", group.of_mentors ? "mentors" : "adepts"},
                      {"members", group.members},
                      {"lower", group.lower}});
    if (group.upper) groups.back()["upper"] = *group.upper;
  }
  return {{"groups", groups}, {"prices", prices_json(bounds.prices)}};
}

Json gap_json(const proof::ClaimedGap& gap) {
  auto ceilings = Json::array(), prices = Json::array();
  for (const auto& ceiling : gap.ceilings)
    ceilings.push_back({{"women", ceiling.women},
                        {"men", ceiling.men},
                        {"others", ceiling.others},
                        {"adepts", ceiling.adept_cover},
                        {"mentors", ceiling.mentor_cover}});
  for (const auto& one : gap.prices) prices.push_back(prices_json(one));
  return {{"most_hundredths_of_a_point", gap.most}, {"ceilings", ceilings}, {"prices", prices}};
}

/// What stands under a key, if it is of that kind.
const nlohmann::json* part_of(const nlohmann::json& json, const char* key, nlohmann::json::value_t kind) {
  const auto at = json.find(key);
  return at != json.end() && at->type() == kind ? &*at : nullptr;
}

bool read_price(const nlohmann::json& json, proof::Price& price) {
  constexpr std::int64_t most = 10'000'000'000;  // as in read_prices
  if (!json.is_array() || json.size() != 2) return false;
  for (const auto& level : json)
    if (!level.is_number_integer() || level > most || level < -most) return false;
  price = {json[0].get<std::int64_t>(), json[1].get<std::int64_t>()};
  return true;
}

bool read_two_level_prices(const nlohmann::json& json, proof::Prices& prices) {
  using Kind = nlohmann::json::value_t;
  if (!json.is_object()) return false;
  const auto* adepts = part_of(json, "adepts", Kind::object);
  const auto* mentors = part_of(json, "mentors", Kind::object);
  const auto* groups = part_of(json, "groups", Kind::array);
  if (!adepts || !mentors || !groups) return false;
  for (const auto& [id, price] : adepts->items())
    if (!read_price(price, prices.adepts[id])) return false;
  for (const auto& [id, price] : mentors->items())
    if (!read_price(price, prices.mentors[id])) return false;
  for (const auto& price : *groups)
    if (!read_price(price, prices.groups.emplace_back())) return false;
  return true;
}

/// No group of ours is as large; without a limit a hostile file could make the sums wrap around.
bool is_count(std::int64_t number) {
  return number >= 0 && number <= 10'000'000;
}

bool read_group(const nlohmann::json& json, proof::ClaimedGroup& group) {
  std::string of;
  if (!json.is_object() || !read(json, "name", group.name) || !read(json, "of", of) ||
      !read_ids(json, "members", group.members) || !read(json, "lower", group.lower) ||
      !is_count(group.lower))
    return false;
  group.of_mentors = of == "mentors";
  if (json.contains("upper") && (!read(json, "upper", group.upper.emplace()) || !is_count(*group.upper)))
    return false;
  return group.of_mentors || of == "adepts";
}

bool read_bounds(const nlohmann::json& json, proof::ClaimedBounds& bounds) {
  const auto* groups = part_of(json, "groups", nlohmann::json::value_t::array);
  if (!groups || !json.contains("prices")) return false;
  for (const auto& group : *groups)
    if (!read_group(group, bounds.groups.emplace_back())) return false;
  return read_two_level_prices(json["prices"], bounds.prices);
}

bool read_gap(const nlohmann::json& json, proof::ClaimedGap& gap) {
  using Kind = nlohmann::json::value_t;
  const auto* ceilings = part_of(json, "ceilings", Kind::array);
  const auto* prices = part_of(json, "prices", Kind::array);
  if (!ceilings || !prices || !read(json, "most_hundredths_of_a_point", gap.most) || gap.most < 0 ||
      gap.most > 10'000)
    return false;
  for (const auto& one : *ceilings) {
    auto& ceiling = gap.ceilings.emplace_back();
    const auto is = [&](const char* key, bool& value) {
      const auto* at = one.is_object() ? part_of(one, key, Kind::boolean) : nullptr;
      if (at) value = at->get<bool>();
      return at != nullptr;
    };
    if (!is("women", ceiling.women) || !is("men", ceiling.men) || !is("others", ceiling.others) ||
        !read_ids(one, "adepts", ceiling.adept_cover) || !read_ids(one, "mentors", ceiling.mentor_cover))
      return false;
  }
  for (const auto& one : *prices)
    if (!read_two_level_prices(one, gap.prices.emplace_back())) return false;
  return true;
}

/// Version 2 has one of the two; version 1 neither.
bool read_bounded(const nlohmann::json& json, int version, proof::Claim& claim) {
  const auto* bounds = part_of(json, "bounds", nlohmann::json::value_t::object);
  const auto* gap = part_of(json, "gap", nlohmann::json::value_t::object);
  if (version == 1) return !bounds && !gap;
  if ((bounds == nullptr) == (gap == nullptr)) return false;
  return bounds ? read_bounds(*bounds, claim.bounds.emplace()) : read_gap(*gap, claim.gap.emplace());
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
  // Who reads only the first version must not take a round under bounds for one without.
  const int version = claim.bounds || claim.gap ? 2 : 1;
  Json json = {{"format", certificate_format}, {"version", version},   {"programme", claim.programme},
               {"track", claim.track},         {"on", claim.on.iso()}, {"seed", claim.seed},
               {"matched", claim.matched},     {"score", claim.score}};
  json["cover"] = {{"adepts", claim.adept_cover}, {"mentors", claim.mentor_cover}};
  json["prices"] = {{"adepts", claim.adept_prices}, {"mentors", claim.mentor_prices}};
  if (claim.bounds) json["bounds"] = bounds_json(*claim.bounds);
  if (claim.gap) json["gap"] = gap_json(*claim.gap);
  return json.dump(1) + "\n";
}

Result<proof::Claim, Message> read_certificate(std::string_view text) {
  PARVIS_TRY(auto json, parse_json(text));
  proof::Claim claim;
  std::string format, on;
  int version = 0;
  if (!json.is_object() || !read(json, "format", format) || format != certificate_format ||
      !read(json, "version", version) || version < 1 || version > 2)
    return no(say("The file is not a certificate that parvis match has written."));
  const auto cover = json.find("cover");
  const auto prices = json.find("prices");
  const bool whole =
      read(json, "programme", claim.programme) && read(json, "track", claim.track) && read(json, "on", on) &&
      read(json, "seed", claim.seed) && read(json, "matched", claim.matched) &&
      read(json, "score", claim.score) && cover != json.end() && cover->is_object() && prices != json.end() &&
      prices->is_object() && read_ids(*cover, "adepts", claim.adept_cover) &&
      read_ids(*cover, "mentors", claim.mentor_cover) && read_prices(*prices, "adepts", claim.adept_prices) &&
      read_prices(*prices, "mentors", claim.mentor_prices) && read_bounded(json, version, claim);
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
  if (const auto* kept = round.equal()) json["equal"] = equal_json(*kept, t);
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
