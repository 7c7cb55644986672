#include "ui/inspector/text_boxes.h"

#include <QPlainTextEdit>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kMostLines = 6;
// Padding and border of the style sheet and the margin of the text itself.
constexpr int kTextBoxFrame = 20;

} // namespace

QPlainTextEdit* makeTextBox(QWidget* parent)
{
    auto* box = new QPlainTextEdit(parent);
    box->setTabChangesFocus(true);
    box->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    box->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    box->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    box->setMinimumWidth(60);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return box;
}

void setHeightInLines(QPlainTextEdit* box, int lines)
{
    const int line = box->fontMetrics().lineSpacing();
    box->setFixedHeight(std::clamp(lines, 1, kMostLines) * line + kTextBoxFrame);
}

} // namespace topomq::ui
