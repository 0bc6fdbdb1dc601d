#include "app/records/programmes.hpp"

#include <map>
#include <mutex>

#include "app/records/scope.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::ProgrammeId;
using store::Transaction;

constexpr db::Query programme_named{"programme_named",
                                    "SELECT programme_id FROM programme WHERE city_id = $1 AND code = $2"};
constexpr db::Query last_version{"last_version", R"(
  SELECT version, first_day, configuration, opened_anyway FROM programme_version WHERE programme_id = $1 ORDER BY version DESC LIMIT 1)"};
constexpr db::Query version_on_day{"version_on_day", R"(
  SELECT v.version, v.first_day, v.configuration, v.opened_anyway FROM programme_version v
    JOIN programme p ON p.programme_id = v.programme_id
   WHERE p.city_id = $1 AND v.programme_id = $2 AND v.first_day <= $3 ORDER BY v.version DESC LIMIT 1)"};
constexpr db::Query version_of_number{"version_of_number", R"(
  SELECT v.version, v.first_day, v.configuration, v.opened_anyway FROM programme_version v
    JOIN programme p ON p.programme_id = v.programme_id
   WHERE p.city_id = $1 AND v.programme_id = $2 AND v.version = $3)"};
constexpr db::Query programmes_in_scope{"programmes_in_scope",
                                        R"(
  SELECT p.programme_id FROM programme p
   WHERE p.city_id = $1 AND (p.closed_on IS NULL OR p.closed_on >= $3) AND )" PARVIS_IN_SCOPE(
                                            "p.programme_id", "NULL", "$2") " ORDER BY p.code"};

// A version never changes, so it is read once: an import asks for the same one thousands of times.
std::shared_ptr<const programme::Programme> read(std::string_view toml) {
  constexpr std::size_t most_kept = 64;
  static std::mutex one_at_a_time;
  static std::map<std::string, std::shared_ptr<const programme::Programme>, std::less<>> kept;
  const std::lock_guard lock(one_at_a_time);
  if (const auto found = kept.find(toml); found != kept.end()) return found->second;
  auto read = programme::read_programme(toml, "programme");
  if (!read.programme) return nullptr;
  if (kept.size() >= most_kept) kept.clear();
  return kept[std::string(toml)] = std::make_shared<const programme::Programme>(std::move(*read.programme));
}

// What was kept had no faults when it was kept, and files that could be read stay readable.
ProgrammeVersion version_in(ProgrammeId id, const db::Row& row) {
  ProgrammeVersion version{id, row.get<int>(0), row.get<Date>(1), {}};
  version.opened_anyway = row.get<std::optional<std::string>>(3).value_or("");
  version.rules = read(row.get<std::string>(2));
  PARVIS_ASSERT(version.rules != nullptr);
  return version;
}

std::vector<Message> missing_factors(const programme::Programme& rules) {
  std::vector<Message> missing;
  for (auto& one : programme::success_factors(rules))
    if (!one.met) missing.push_back(std::move(one.missing));
  return missing;
}

}  // namespace

Result<ProgrammeVersion, Failure> keep_programme_in(Transaction& tx, std::string_view toml, Date first_day,
                                                    std::string_view opened_anyway) {
  const auto rules = read(toml);
  if (rules == nullptr || rules->is_template) return no(Failure(Refusal::programme_has_faults));
  auto missing = missing_factors(*rules);
  if (!missing.empty() && trimmed(opened_anyway).empty())
    return no(Failure(Refusal::success_factors_missing, std::move(missing)));
  const auto why = missing.empty() ? std::nullopt : std::optional(std::string(trimmed(opened_anyway)));
  PARVIS_TRY(const auto known, told(tx.first(programme_named, tx.city(), rules->id)));
  const auto id = known ? known->get<ProgrammeId>(0) : ProgrammeId{crypto::random_id()};
  int version = 1;
  if (!known) {
    PARVIS_DONE(tx.add("programme", {{"programme_id", id}, {"city_id", tx.city()}, {"code", rules->id}}));
  } else {
    PARVIS_TRY(const auto last, told(tx.first(last_version, id)));
    if (last) {
      if (last->get<std::string>(2) == toml && last->get<Date>(1) <= first_day) return version_in(id, *last);
      if (last->get<Date>(1) > first_day) return no(Failure(Refusal::older_than_the_last));
      version = last->get<int>(0) + 1;
    }
  }
  PARVIS_DONE(tx.add("programme_version", {{"programme_id", id},
                                           {"version", version},
                                           {"first_day", first_day},
                                           {"configuration", toml},
                                           {"opened_anyway", why}}));
  tx.tell({store::Act::programme_kept, {}, "programme", id.number, {}, false});
  return ProgrammeVersion{id, version, first_day, rules, why.value_or("")};
}

Result<ProgrammeVersion, Failure> programme_on(Transaction& tx, ProgrammeId programme, Date day) {
  PARVIS_TRY(const auto row, told(tx.first(version_on_day, tx.city(), programme, day)));
  if (!row) return no(Failure(Refusal::no_such_programme));
  return version_in(programme, *row);
}

Result<ProgrammeVersion, Failure> programme_version(Transaction& tx, ProgrammeId programme, int version) {
  PARVIS_TRY(const auto row, told(tx.first(version_of_number, tx.city(), programme, version)));
  if (!row) return no(Failure(Refusal::no_such_programme));
  return version_in(programme, *row);
}

Result<ProgrammeVersion, Failure> Programmes::keep(const store::Actor& actor, Moment now,
                                                   std::string_view toml, Date first_day,
                                                   std::string_view opened_anyway) {
  return store_.transact(
      actor, now, [&](Transaction& tx) { return keep_programme_in(tx, toml, first_day, opened_anyway); });
}

Result<ProgrammeVersion, Failure> Programmes::on(const store::Actor& actor, Moment now, ProgrammeId programme,
                                                 Date day) {
  return store_.read(actor, now, [&](Transaction& tx) { return programme_on(tx, programme, day); });
}

Result<ProgrammeVersion, Failure> Programmes::named(const store::Actor& actor, Moment now,
                                                    std::string_view code, Date day) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<ProgrammeVersion, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(programme_named, tx.city(), code)));
    if (!row) return no(Failure(Refusal::no_such_programme));
    return programme_on(tx, row->get<ProgrammeId>(0), day);
  });
}

Result<std::vector<ProgrammeVersion>, Failure> Programmes::list(const store::Actor& actor, Moment now,
                                                                const access::RowScope& scope, Date day) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<ProgrammeVersion>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(programmes_in_scope, tx.city(), scope_text(scope), day)));
    std::vector<ProgrammeVersion> all;
    for (const auto& row : rows) {
      const auto id = row.get<ProgrammeId>(0);
      PARVIS_TRY(const auto version, told(tx.first(version_on_day, tx.city(), id, day)));
      if (version) all.push_back(version_in(id, *version));
    }
    return all;
  });
}

}  // namespace parvis::records
