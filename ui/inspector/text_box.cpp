#include "ui/inspector/text_box.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QStringDecoder>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>
#include <memory>

namespace topomq::ui {

namespace {

constexpr int kMostLines = 6;
// Padding and border of the style sheet and the margin of the text itself.
constexpr int kTextBoxFrame = 20;

/// What a text document takes for the end of a line, beside the line feed.
constexpr std::array<QChar, 4> kLineEnds{QChar(u'\r'), QChar(0x2029), QChar(0xFDD0), QChar(0xFDD1)};
/// Pictures of CR and of a new line, and two that nobody uses.
constexpr std::array<QChar, 4> kMarks{QChar(0x240D), QChar(0x2424), QChar(0xE000), QChar(0xE001)};

constexpr char16_t kFirstPrivate = 0xE002;

} // namespace

bool isLineEnd(QChar character)
{
    return character == u'\n' || character == QChar::LineSeparator
        || std::find(kLineEnds.begin(), kLineEnds.end(), character) != kLineEnds.end();
}

QString exactText(std::string_view text)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return decode(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

TextBox::TextBox(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(60);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QStringList TextBox::lines() const
{
    QStringList lines;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines.append(block.text());
    return lines;
}

void TextBox::setHeightInLines(int lines)
{
    const int line = fontMetrics().lineSpacing();
    setFixedHeight(std::clamp(lines, 1, kMostLines) * line + kTextBoxFrame);
}

void ExactTextBox::setText(const QString& text)
{
    chooseMarks(text);
    setPlainText(marked(text));
}

QString ExactTextBox::text() const
{
    return unmarked(lines().join(u'\n'));
}

void ExactTextBox::chooseMarks(const QString& text)
{
    m_marks = {};
    char16_t next = kFirstPrivate;
    for (std::size_t i = 0; i < kLineEnds.size(); ++i) {
        if (!text.contains(kLineEnds[i]))
            continue;
        QChar mark = kMarks[i];
        // The text may have the picture itself.
        while (text.contains(mark))
            mark = QChar(next++);
        m_marks[i] = mark;
    }
}

QString ExactTextBox::marked(QString text) const
{
    for (std::size_t i = 0; i < kLineEnds.size(); ++i) {
        if (!m_marks[i].isNull())
            text.replace(kLineEnds[i], m_marks[i]);
    }
    return text;
}

QString ExactTextBox::unmarked(QString text) const
{
    for (std::size_t i = 0; i < kLineEnds.size(); ++i) {
        if (!m_marks[i].isNull())
            text.replace(m_marks[i], kLineEnds[i]);
    }
    return text;
}

/// What comes may have line ends that have no mark yet, or a mark as a character of its own.
void ExactTextBox::makeRoomFor(const QString& coming)
{
    const QString before = text();
    chooseMarks(before + coming);
    const QString shown = marked(before);
    if (shown == lines().join(u'\n'))
        return;
    // Every mark is one character: the places stay.
    const int anchor = textCursor().anchor();
    const int position = textCursor().position();
    setPlainText(shown);
    QTextCursor cursor = textCursor();
    cursor.setPosition(anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void ExactTextBox::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto others = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    if (!isReturn || (event->modifiers() & others) != 0 || isReadOnly()) {
        TextBox::keyPressEvent(event);
        return;
    }
    breakLine();
    ensureCursorVisible();
    event->accept();
}

void ExactTextBox::breakLine()
{
    const QChar mark = m_marks.front();
    const QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    const auto endsMarked = [mark](const QTextBlock& line) {
        return !mark.isNull() && line.isValid() && line.text().endsWith(mark);
    };
    const bool isBehind = endsMarked(block) && cursor.atBlockEnd();
    if (isBehind && block.next().isValid()) {
        // The new line stands between two that end so.
        insertPlainText(QString(u'\n') + mark);
        moveCursor(QTextCursor::PreviousCharacter);
        return;
    }
    const bool isMarked = !isBehind && (endsMarked(block) || endsMarked(block.previous()));
    insertPlainText(isMarked ? QString(mark) + u'\n' : QString(u'\n'));
}

QMimeData* ExactTextBox::createMimeDataFromSelection() const
{
    QString text = textCursor().selectedText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    auto data = std::make_unique<QMimeData>();
    data->setText(unmarked(text));
    return data.release();
}

void ExactTextBox::insertFromMimeData(const QMimeData* source)
{
    if (isReadOnly() || !source->hasText())
        return;
    const QString coming = source->text();
    makeRoomFor(coming);
    insertPlainText(marked(coming));
    ensureCursorVisible();
}

} // namespace topomq::ui
