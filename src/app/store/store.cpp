#include "app/store/store.hpp"

#include "platform/base/embedded.hpp"

namespace parvis {
std::span<const EmbeddedFile> schema_files();
}

namespace parvis::store {

std::span<const db::Migration> schema_steps() {
  static const std::vector<db::Migration> steps = [] {
    constexpr std::string_view names[] = {"people, programmes, and the two records of every act"};
    std::vector<db::Migration> all;
    for (const auto& file : schema_files()) {
      PARVIS_ASSERT(all.size() < std::size(names));
      all.push_back({static_cast<int>(all.size()) + 1, names[all.size()], file.bytes});
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
