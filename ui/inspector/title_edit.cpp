#include "ui/inspector/title_edit.h"

#include "ui/document/file_texts.h"
#include "ui/inspector/edit_gesture.h"
#include "ui/theme/theme.h"

#include <utility>

namespace topomq::ui {

TitleEdit::TitleEdit(const QString& name,
                     const InspectorContext& context,
                     std::function<void(const QString& text, const QString& gesture)> write,
                     QWidget* parent)
    : QLineEdit(parent)
{
    setObjectName(name);
    setFont(context.theme.titleFont());
    setMinimumWidth(60);
    const Colors& colors = context.theme.colors();
    setStyleSheet(QStringLiteral("QLineEdit { border: 1px solid transparent; border-radius: 5px;"
                                 " background: transparent; padding: 2px 4px; margin-left: -7px; }"
                                 "QLineEdit:hover { border-color: %1; }"
                                 "QLineEdit:focus { border-color: %2; background: %3; }")
                      .arg(colors.line.name(), colors.accent.name(), colors.window.name()));
    keepFitting(this, FileText::Name);
    m_gesture = new EditGesture(context.document, name, this);
    connect(
        this, &QLineEdit::textEdited, this,
        [this, write = std::move(write)](const QString& text) { write(text, m_gesture->token()); });
}

void TitleEdit::showText(const QString& text, const QString& placeholder)
{
    setPlaceholderText(placeholder);
    if (this->text() != text) {
        setText(text);
        if (!hasFocus())
            setCursorPosition(0);
    }
}

} // namespace topomq::ui
