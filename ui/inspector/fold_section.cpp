#include "ui/inspector/fold_section.h"

#include "ui/inspector/inspector_labels.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace topomq::ui {

FoldSection::FoldSection(const QString& key, const InspectorContext& context, QWidget* parent)
    : QWidget(parent)
    , m_key(key)
    , m_context(context)
    , m_toggle(makeTextButton(context.theme, this, QString()))
    , m_inner(new QWidget(this))
    , m_rows(makeColumnLayout(m_inner, 6))
{
    auto* column = makeColumnLayout(this, 6);
    column->addWidget(m_toggle, 0, Qt::AlignLeft);
    column->addWidget(m_inner);
    m_inner->setVisible(context.opened.contains(key));
    connect(m_toggle, &QToolButton::clicked, this,
            [this] { setOpen(!m_context.opened.contains(m_key)); });
}

void FoldSection::setHeading(const QString& heading)
{
    m_heading = heading;
    nameToggle();
}

void FoldSection::setOpen(bool open)
{
    if (open)
        m_context.opened.insert(m_key);
    else
        m_context.opened.erase(m_key);
    m_inner->setVisible(open);
    nameToggle();
}

void FoldSection::nameToggle()
{
    const bool open = m_context.opened.contains(m_key);
    m_toggle->setText((open ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + m_heading);
}

} // namespace topomq::ui
