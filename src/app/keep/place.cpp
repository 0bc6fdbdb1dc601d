#include "app/keep/place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/keep/keys.hpp"

namespace parvis::keep {
namespace {

namespace fs = std::filesystem;

constexpr db::Query all_cities{"all_cities", "SELECT city_id, name FROM city ORDER BY city_id"};
constexpr db::Query step_of_store{"step_of_store", "SELECT MAX(number) FROM schema_step"};

Result<crypto::Keyring, No> keys_at(const fs::path& file) {
  auto keys = crypto::Keyring::load(file);
  if (!keys) return no(in_words(keys.error()));
  return std::move(*keys);
}

Result<void, No> make_private_folder(const std::string& folder) {
  std::error_code wrong;
  const bool there = fs::exists(folder, wrong);
  if (there && !fs::is_directory(folder, wrong))
    return no(No{
        No::Kind::bad_input,
        say("{folder} is a file, not a folder. Choose another name for the folder.").with("folder", folder)});
  if (!there) {
    fs::create_directories(fs::absolute(folder).parent_path(), wrong);
    if (::mkdir(folder.c_str(), 0700) != 0)
      return no(No{No::Kind::fault, say("{folder} cannot be made.").with("folder", folder)});
  }
  if (::chmod(folder.c_str(), 0700) != 0)
    return no(No{No::Kind::fault,
                 say("{folder} belongs to somebody else. Run Parvis as its owner.").with("folder", folder)});
  return {};
}

// The keys of a run that was interrupted before the city stood are taken up again: nothing is sealed with them.
Result<crypto::Keyring, No> keys_for_a_new_city(const fs::path& file, Moment now) {
  std::error_code wrong;
  if (fs::exists(file, wrong)) return keys_at(file);
  auto made = crypto::Keyring::create(file, now.day_utc());
  if (!made) return no(in_words(made.error()));
  return std::move(*made);
}

bool is_inside(const fs::path& file, const fs::path& folder) {
  std::error_code wrong;
  const auto path = fs::weakly_canonical(file, wrong), around = fs::weakly_canonical(folder, wrong);
  const auto relative = path.lexically_relative(around);
  return !relative.empty() && *relative.begin() != "..";
}

std::string without_slash(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return folder;
}

}  // namespace

db::Place Where::place() const {
  return db::place_of(without_slash(data), database);
}

fs::path Where::key_file() const {
  return keys.empty() ? fs::path(without_slash(data) + ".keys") : fs::path(keys);
}

fs::path Where::ledger_file() const {
  return data.empty() ? fs::path(keys + ".erased") : fs::path(without_slash(data) + ".erased");
}

Result<void, No> is_complete(const Where& where) {
  if (where.data.empty() && where.database.empty())
    return no(No{No::Kind::wrong_use, say("Say where the city’s memory lies: --data /var/lib/parvis.")});
  if (where.data.empty() && where.keys.empty())
    return no(No{No::Kind::wrong_use, say("Say where the keys lie: --keys /etc/parvis/keys.")});
  if (!where.data.empty() && is_inside(where.key_file(), where.data))
    return no(No{No::Kind::wrong_use,
                 say("The keys must not lie in {folder}: whoever copies the folder would have them too. "
                     "Choose a place outside it: --keys /etc/parvis/keys.")
                     .with("folder", where.data)});
  return {};
}

store::Actor operator_of(const City& city) {
  return {store::Actor::Kind::operator_, std::nullopt, "operator", city.id};
}

Result<std::vector<City>, store::Fault> cities_of(db::Database& database) {
  return database.read([](db::Transaction& tx) -> Result<std::vector<City>, store::Fault> {
    PARVIS_TRY(const auto rows, tx.all(all_cities));
    std::vector<City> cities;
    for (const auto& row : rows) cities.push_back({row.get<store::CityId>(0), row.get<std::string>(1)});
    return cities;
  });
}

Result<void, No> found(const Where& where, const std::string& city, const std::string& language, Moment now) {
  if (auto good = is_complete(where); !good) return good;
  if (city.empty()) return no(No{No::Kind::wrong_use, say("A city needs a name, such as --city Lindhamn.")});
  if (!where.data.empty())
    if (auto made = make_private_folder(where.data); !made) return made;
  PARVIS_TRY(auto keys, keys_for_a_new_city(where.key_file(), now));
  auto store = store::Store::open(where.place(), std::move(keys), now);
  if (!store) return no(in_words(store.error()));
  const City first{store::CityId{1}, city};
  auto done =
      (*store)->transact(operator_of(first), now, [&](store::Transaction& tx) -> Result<bool, store::Fault> {
        PARVIS_TRY(const auto there, tx.all(all_cities));
        if (!there.empty()) return false;
        const store::Cells cells{{"city_id", first.id},
                                 {"name", city},
                                 {"language", language},
                                 {"audit_rows", 0},
                                 {"audit_end", db::Bytes{}}};
        if (auto added = tx.add("city", cells); !added) return no(std::move(added).error());
        tx.tell({.act = store::Act::city_founded,
                 .person = {},
                 .thing = "city",
                 .thing_id = first.id.number,
                 .reason = {}});
        return true;
      });
  if (!done) return no(in_words(done.error()));
  if (!*done)
    return no(No{No::Kind::bad_input,
                 say("A city lives here already. To begin anew, choose another folder: --data DIR.")});
  return {};
}

Result<Kept, No> open(const Where& where, Moment now, db::Missing missing) {
  PARVIS_TRY([[maybe_unused]] const auto good, is_complete(where).map([] { return true; }));
  std::error_code wrong;
  const auto place = where.place();
  if (place.engine == db::Engine::sqlite && !fs::exists(place.where, wrong))
    return no(No{No::Kind::bad_input,
                 say("No city lives in {folder} yet. Found one: parvis found --data {folder} --city NAME.")
                     .with("folder", where.data)});
  PARVIS_TRY(auto keys, keys_at(where.key_file()));
  auto store = store::Store::open(place, std::move(keys), now, missing);
  if (!store) return no(in_words(store.error()));
  (*store)->write_to(store::Ledger(where.ledger_file()));
  auto cities = cities_of((*store)->database());
  if (!cities) return no(in_words(cities.error()));
  if (cities->empty())
    return no(No{No::Kind::bad_input, say("No city lives here yet. Found one with parvis found, or take one "
                                          "back with parvis restore.")});
  return Kept{std::move(*store), std::move(*cities)};
}

static Result<std::int64_t, No> step_at(db::Database& database) {
  auto row = database.read([](db::Transaction& tx) -> Result<std::optional<db::Row>, db::Fault> {
    return tx.first(step_of_store);
  });
  if (!row) return no(in_words(row.error()));
  return (*row)->get<std::int64_t>(0);
}

Result<int, No> migrate(const Where& where, Moment now) {
  if (auto good = is_complete(where); !good) return no(std::move(good).error());
  std::error_code wrong;
  const auto place = where.place();
  if (place.engine == db::Engine::sqlite && !fs::exists(place.where, wrong))
    return no(No{No::Kind::bad_input,
                 say("No city lives in {folder} yet. Found one: parvis found --data {folder} --city NAME.")
                     .with("folder", where.data)});
  auto database = db::Database::open(place);
  if (!database) return no(in_words(database.error()));
  auto taken = db::migrate(**database, store::schema_steps(), now, db::Missing::take_steps);
  if (taken) return *taken;
  using From = db::MigrationNo::Why;
  using To = store::OpenNo::Why;
  const auto why = taken.error().why;
  return no(in_words(store::OpenNo{why == From::newer    ? To::newer_store
                                   : why == From::edited ? To::edited_schema
                                                         : To::fault,
                                   taken.error().fault}));
}

Result<store::Verified, No> verify_all(store::Store& store) {
  auto cities = cities_of(store.database());
  if (!cities) return no(in_words(cities.error()));
  store::Verified sum;
  for (const auto& city : *cities) {
    auto verified = store::verify_chain(store, city.id);
    if (!verified) {
      using Why = store::ChainNo::Why;
      const auto& why = verified.error();
      if (why.why == Why::fault) return no(in_words(why.fault));
      auto what = why.why == Why::row_changed ? say("Row {number} of {city}’s log is not as it was written.")
                  : why.why == Why::row_missing ? say("Row {number} of {city}’s log is missing.")
                  : why.why == Why::end_differs
                      ? say("{city}’s log ends at row {number}, and that is not where it was left.")
                  : why.why == Why::history_changed
                      ? say("What row {number} of {city}’s log changed is not as it was written.")
                      : say("What row {number} of {city}’s log changed is missing.");
      return no(No{No::Kind::not_proved, std::move(what).with("number", why.number).with("city", city.name)});
    }
    sum.rows += verified->rows;
    sum.history_entries += verified->history_entries;
    sum.erased_entries += verified->erased_entries;
  }
  return sum;
}

// The last one who closes an SQLite database takes its log away: if the log stays, somebody else has it open.
bool is_open_elsewhere(const db::Place& place) {
  std::error_code wrong;
  if (place.engine != db::Engine::sqlite || !fs::exists(place.where, wrong)) return false;
  {
    auto database = db::Database::open(place);
    // A first reading makes the log if there is none.
    if (!database || !step_at(**database)) return true;
  }
  return fs::exists(place.where + "-wal", wrong);
}

static std::vector<Finding> of_the_machine(const Where& where) {
  std::vector<Finding> found;
  std::error_code wrong;
  if (!where.data.empty() && fs::is_directory(where.data, wrong)) {
    const auto mode = fs::status(where.data, wrong).permissions();
    found.push_back({(mode & fs::perms(0077)) == fs::perms::none,
                     say("{folder} is for its owner alone").with("folder", where.data)});
  }
  const auto folder = where.data.empty() ? fs::path("/") : fs::path(where.data);
  const auto room = fs::space(folder, wrong);
  if (!wrong) {
    constexpr std::uintmax_t mebibyte = std::uintmax_t{1} << 20;
    found.push_back({room.available >= 512 * mebibyte,
                     say("{n} MB free on the disk; 512 are wished for")
                         .with("n", static_cast<std::int64_t>(room.available / mebibyte))});
  }
  return found;
}

std::vector<Finding> look_over(const Where& where, Moment now, Chain chain) {
  auto found = of_the_machine(where);
  const auto keys = crypto::Keyring::load(where.key_file());
  if (keys)
    found.push_back(
        {true, say("The keys in {file} are for their owner alone").with("file", where.key_file().string())});
  else
    found.push_back({false, in_words(keys.error()).what});
  auto kept = keys ? open(where, now) : Result<Kept, No>(no(No{}));
  if (!keys) return found;
  if (!kept) {
    found.push_back({false, std::move(kept).error().what});
    return found;
  }
  if (const auto step = step_at(kept->store->database()))
    found.push_back({true, say("The database is at step {n}, as this program wishes").with("n", *step)});
  if (kept->store->database().engine() == db::Engine::postgresql)
    found.push_back({true, say("PostgreSQL keeps UTF8 and sorts by LC_COLLATE C")});
  const auto used = use_of_keys(*kept->store);
  if (!used) found.push_back({false, used.error().what});
  if (used)
    for (const auto& key : *used)
      if (!key.is_active)
        found.push_back({key.cells == 0, say("Old key {id}: {n} fields are still sealed with it")
                                             .with("id", std::int64_t{key.id})
                                             .with("n", key.cells)});
  if (chain == Chain::verify) {
    const auto verified = verify_all(*kept->store);
    if (verified)
      found.push_back({true, say("The log is as it was written: {n} rows").with("n", verified->rows)});
    else
      found.push_back({false, verified.error().what});
  }
  return found;
}

No in_words(const crypto::KeyFault& why) {
  using Kind = crypto::KeyFault::Kind;
  switch (why.kind) {
    case Kind::unreadable:
    case Kind::unwritable:
    case Kind::changed_meanwhile: return {No::Kind::fault, why.what};
    default: return {No::Kind::bad_input, why.what};
  }
}

No in_words(const db::Fault& fault) {
  using Kind = db::Fault::Kind;
  switch (fault.kind) {
    case Kind::busy:
    case Kind::conflict:
      return {No::Kind::fault, say("The database is busy with something else. Try again in a while.")};
    case Kind::full:
      return {No::Kind::fault,
              say("The disk is full. Make room and try again; nothing that was saved is lost.")};
    case Kind::stopped:
      return {No::Kind::fault,
              say("The disk could not keep what was written. Look at the disk before you go on ({detail}).")
                  .with("detail", fault.detail)};
    case Kind::gone:
      return {No::Kind::fault,
              say("The database cannot be reached ({detail}).").with("detail", fault.detail)};
    case Kind::not_a_store:
      return {No::Kind::bad_input, say("This is not a database that Parvis can use ({detail}). A PostgreSQL "
                                       "database is made so: createdb --template=template0 --encoding=UTF8 "
                                       "--locale=C parvis.")
                                       .with("detail", fault.detail)};
    case Kind::constraint:
      return {No::Kind::fault, say("The database refused a row: {rule}.").with("rule", fault.constraint)};
    case Kind::other: break;
  }
  return {No::Kind::fault,
          say("The database answered what Parvis did not expect ({detail}).").with("detail", fault.detail)};
}

No in_words(const store::OpenNo& why) {
  using Why = store::OpenNo::Why;
  switch (why.why) {
    case Why::newer_store:
      return {No::Kind::bad_input,
              say("This was written by a newer Parvis. Nothing was touched: use that program.")};
    case Why::edited_schema:
      return {
          No::Kind::bad_input,
          say("The database has been built otherwise than by this program’s steps. Nothing was touched.")};
    case Why::steps_missing:
      return {No::Kind::bad_input,
              say("This was written by an older Parvis. Make a backup with that program, "
                  "then bring it up to date: parvis migrate.")};
    case Why::fault: break;
  }
  return in_words(why.fault);
}

}  // namespace parvis::keep
