#include "ui/inspector/reset_heading.h"

#include "ui/inspector/inspector_labels.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <utility>

namespace topomq::ui {

ResetHeading::ResetHeading(const QString& text,
                           const QString& name,
                           Actions actions,
                           const InspectorContext& context,
                           QWidget* parent)
    : QWidget(parent)
    , m_actions(std::move(actions))
    , m_reset(makeTextButton(context.theme, this, QString()))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    if (!text.isEmpty())
        row->addWidget(makeHeading(context.theme, this, text), 1);
    row->addWidget(m_reset, 0, text.isEmpty() ? Qt::AlignLeft : Qt::AlignBottom);
    if (text.isEmpty())
        row->addStretch();
    m_reset->setObjectName(name);
    m_reset->setToolTip(tr("Back to the defaults, as one step that can be undone"));
    connect(m_reset, &QToolButton::clicked, this, [this] { m_actions.reset(); });
    sync();
}

void ResetHeading::sync()
{
    const int count = m_actions.count();
    m_reset->setText(tr("↺ Reset all %1").arg(count));
    m_reset->setVisible(count > 1);
}

} // namespace topomq::ui
