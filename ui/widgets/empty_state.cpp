#include "ui/widgets/empty_state.h"

#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace topomq::ui {

namespace {

constexpr int kIconSize = 28;

} // namespace

EmptyState::EmptyState(const Theme& theme,
                       const QString& icon,
                       const QString& title,
                       const QString& hint,
                       QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_iconName(icon)
{
    m_title.setProperty("class", QStringLiteral("strong"));
    m_hint.setProperty("class", QStringLiteral("dim"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(6);
    layout->addStretch();
    for (QLabel* label : {&m_icon, &m_title, &m_hint}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != &m_icon);
        layout->addWidget(label);
    }
    layout->addStretch();
    setTexts(title, hint);
    connect(&theme, &Theme::changed, this, &EmptyState::recolour);
    recolour();
}

void EmptyState::setTexts(const QString& title, const QString& hint)
{
    m_title.setText(title);
    m_hint.setText(hint);
    m_hint.setVisible(!hint.isEmpty());
}

void EmptyState::setIcon(const QString& icon)
{
    m_iconName = icon;
    recolour();
}

void EmptyState::recolour()
{
    const QIcon icon = m_theme.icon(m_iconName, m_theme.colors().dim);
    m_icon.setPixmap(icon.pixmap(QSize(kIconSize, kIconSize), devicePixelRatioF()));
    m_icon.setVisible(!icon.isNull());
}

} // namespace topomq::ui
