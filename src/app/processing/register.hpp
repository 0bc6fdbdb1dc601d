/// The register of processing (GDPR art. 30), made from the data catalogue: for each purpose, what is kept of whom, on
/// which legal ground, for how long, and whether it is sealed. A column of the database that is not in the catalogue
/// fails a test, so nothing personal is kept that does not stand here. Beside it stands what the log tells, and where.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/store/data_catalogue.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::processing {

/// Columns of one table that are kept for the same, in the same way.
struct Line {
  store::Purpose purpose;
  std::string_view table;
  std::vector<std::string_view> columns;
  store::DataClass data_class;
  store::LegalGround ground;
  store::Retention retention;
  bool sealed = false;
};
/// By purpose, then as the catalogue has them. What is no personal data is left out.
std::vector<Line> register_of_processing();

/// One line for each column: purpose, table, column, class, legal ground, how long, sealed.
std::string register_csv(const Texts& t);
/// The tables, with a heading for each purpose: a part of a page.
Html register_part(const Texts& t);
/// One file to hand over: it loads nothing from anywhere. Names no city: the same program keeps the same.
std::string register_document(const Texts& t);

/// What is logged, each with its id in the log (ASVS 16.1.1).
std::string logged_csv(const Texts& t);

}  // namespace parvis::processing
