#include "app/store/store.hpp"

#include "platform/base/embedded.hpp"

namespace parvis {
std::span<const EmbeddedFile> schema_files();
}

namespace parvis::store {

/// In the order of their files; a step's first line says what is now there.
std::span<const db::Migration> schema_steps() {
  static const std::vector<db::Migration> steps = [] {
    std::vector<db::Migration> all;
    for (const auto& file : schema_files()) {
      constexpr std::string_view comment = "-- ";
      PARVIS_ASSERT(file.bytes.starts_with(comment));
      const auto name = file.bytes.substr(comment.size(), file.bytes.find('\n') - comment.size());
      all.push_back({static_cast<int>(all.size()) + 1, name, file.bytes});
    }
    return all;
  }();
  return steps;
}

Result<std::unique_ptr<Store>, OpenNo> Store::open(const db::Place& place, crypto::Keyring keys, Moment now,
                                                   db::Missing missing) {
  auto database = db::Database::open(place);
  if (!database) return no(OpenNo{OpenNo::Why::fault, std::move(database).error()});
  if (auto done = db::migrate(**database, schema_steps(), now, missing); !done) {
    using From = db::MigrationNo::Why;
    using To = OpenNo::Why;
    const auto why = done.error().why;
    return no(OpenNo{why == From::newer      ? To::newer_store
                     : why == From::edited   ? To::edited_schema
                     : why == From::not_here ? To::steps_missing
                                             : To::fault,
                     std::move(done).error().fault});
  }
  return std::unique_ptr<Store>(new Store(std::move(*database), std::move(keys)));
}

}  // namespace parvis::store
