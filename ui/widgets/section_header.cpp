#include "ui/widgets/section_header.h"

#include "ui/theme/theme.h"

namespace topomq::ui {

SectionHeader::SectionHeader(const Theme& theme, const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
    setProperty("class", QStringLiteral("section"));
    setFont(theme.sectionFont());
    setTextFormat(Qt::PlainText);
}

} // namespace topomq::ui
