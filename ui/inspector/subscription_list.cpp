#include "ui/inspector/subscription_list.h"

#include "ui/inspector/inspector_labels.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace topomq::ui {

SubscriptionList::SubscriptionList(const InspectorContext& context, QWidget* parent)
    : QWidget(parent)
    , m_heading(makeNote(context.theme, this))
    , m_lines(makeNote(context.theme, this))
{
    setLabelColor(m_lines, context.theme.colors().green);
    auto* column = makeColumnLayout(this, 1);
    column->addWidget(m_heading);
    column->addWidget(m_lines);
    hide();
}

void SubscriptionList::showLines(const QString& heading, const QStringList& lines)
{
    const QString text = lines.join(QLatin1Char('\n'));
    if (text != m_lines->text())
        m_lines->setText(text);
    if (heading != m_heading->text())
        m_heading->setText(heading);
    setVisible(!lines.isEmpty());
}

QString SubscriptionList::text() const
{
    return isHidden() ? QString() : m_lines->text();
}

} // namespace topomq::ui
