/// The copy of all that is kept about a person, in the person's words: a heading for each table, a label for each
/// column, and what a cell holds as somebody would say it. A test asks for a label for every column of the data
/// catalogue that is in the copy, unless `joins_rows` knows it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/copy_of_person.hpp"
#include "app/views/people_pages.hpp"
#include "domain/occupations/taxonomy.hpp"

namespace parvis::desk {

/// Nothing: the table only joins others together, and what it says is said there.
std::optional<Message> heading_of(std::string_view table);
std::optional<Message> label_of(std::string_view table, std::string_view column);
/// Numbers by which rows and editions are told apart: in the file, and not on the page.
bool joins_rows(std::string_view table, std::string_view column);
/// Empty where nothing stands in the cell.
std::string words_of(std::string_view table, const records::CopiedCell& cell,
                     const occupations::Taxonomy& taxonomy, const Texts& t);

/// What the page shows beside profile and contact: a part for each table, only cells in which something stands.
std::vector<views::CopyPart> parts_of(const records::CopyOfPerson& copy,
                                      const occupations::Taxonomy& taxonomy, const Texts& t);
std::vector<views::EarlierLine> earlier_of(const records::CopyOfPerson& copy,
                                           const occupations::Taxonomy& taxonomy, const Texts& t);
/// The file: docs/own-copy.schema.json. Names of tables and columns are those of the register of processing.
std::string copy_file(const records::CopyOfPerson& copy, std::string_view city, Date day);

}  // namespace parvis::desk
