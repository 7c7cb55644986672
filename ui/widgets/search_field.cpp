#include "ui/widgets/search_field.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>

namespace topomq::ui {

SearchField::SearchField(const Theme& theme, const QString& placeholder, QWidget* parent)
    : QLineEdit(parent)
    , m_theme(theme)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    m_clear.setToolTip(tr("Clear"));
    m_clear.setVisible(false);
    addAction(&m_magnifier, QLineEdit::LeadingPosition);
    addAction(&m_clear, QLineEdit::TrailingPosition);
    connect(&m_clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_clear.setVisible(!text.isEmpty()); });
    connect(&theme, &Theme::changed, this, &SearchField::recolour);
    recolour();
}

void SearchField::recolour()
{
    m_magnifier.setIcon(m_theme.icon(QStringLiteral("search"), m_theme.colors().dim));
    m_clear.setIcon(m_theme.icon(QStringLiteral("close"), m_theme.colors().dim));
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    if (event->key() == Qt::Key_Down) {
        Q_EMIT leftDownwards();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace topomq::ui
