#include "ui/canvas/in_place_text.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>

#include <utility>

namespace topomq::ui {

namespace {

/// What a line of the usual type takes, with the frame around it.
constexpr int kLine = 30;

} // namespace

InPlaceText::InPlaceText(Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("inPlaceText"));
    setAccessibleName(tr("Text on the canvas"));
    setFrameShape(QFrame::StyledPanel);
    setTabChangesFocus(true);
    hide();
}

void InPlaceText::begin(const QString& text,
                        const QRect& place,
                        Kind kind,
                        std::function<void(const QString&)> done)
{
    finish();
    m_kind = kind;
    m_done = std::move(done);
    const bool line = kind == Kind::Line;
    setLineWrapMode(line ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    setVerticalScrollBarPolicy(line ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setPlaceholderText(line ? QString() : tr("Write here; # makes a heading, - a list"));
    setFont(m_theme.font());
    setPlainText(text);
    setGeometry(QRect(place.topLeft(), place.size().expandedTo({0, m_theme.scaled(kLine)})));
    show();
    raise();
    setFocus();
    selectAll();
}

void InPlaceText::finish()
{
    // The caller may begin anew at once, so all is put away first.
    const auto done = std::exchange(m_done, nullptr);
    if (!done)
        return;
    const QString text = toPlainText();
    leave();
    done(text);
}

void InPlaceText::leave()
{
    m_done = nullptr;
    const bool hadFocus = hasFocus();
    hide();
    if (hadFocus && parentWidget() != nullptr)
        parentWidget()->setFocus();
}

void InPlaceText::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool escape = event->key() == Qt::Key_Escape;
    if (escape && m_kind == Kind::Line)
        leave();
    else if (escape)
        finish();
    else if (enter && (m_kind == Kind::Line || event->modifiers().testFlag(Qt::ControlModifier)))
        finish();
    else
        QPlainTextEdit::keyPressEvent(event);
    // No key may reach the canvas behind the field.
    event->accept();
}

void InPlaceText::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    // A menu of the field itself is not elsewhere.
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        finish();
}

} // namespace topomq::ui
