#include "ui/document/file_texts.h"

#include "engine/io/fit_for_file.h"
#include "engine/io/utf8.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QTextCursor>
#include <QValidator>

namespace topomq::ui {

namespace {

io::TextLimit limitOf(FileText kind)
{
    switch (kind) {
    case FileText::Name:
        return io::kNameLimit;
    case FileText::Description:
        return io::kDescriptionLimit;
    case FileText::Note:
        return io::kNoteLimit;
    case FileText::ParameterUnit:
        return io::kUnitLimit;
    case FileText::ParameterDescription:
        return io::kRemarkLimit;
    }
    return {};
}

/// What was there before stands behind the caret as well as before it: only what came in last,
/// which ends at the caret, may be cut.
QString fitAround(const QString& text, const io::TextLimit& limit, qsizetype& caret)
{
    if (io::isFit(text.toStdString(), limit))
        return text;
    const std::string after = io::fitText(text.mid(caret).toStdString(), limit);
    const io::TextLimit room{limit.longest - io::codePoints(after), limit.hasLines};
    const QString before =
        QString::fromStdString(io::fitText(text.left(caret).toStdString(), room));
    caret = before.size();
    return before + QString::fromStdString(after);
}

class FitValidator final : public QValidator
{
public:
    FitValidator(const io::TextLimit& limit, QObject* parent)
        : QValidator(parent)
        , m_limit(limit)
    { }

    State validate(QString& text, int& caret) const override
    {
        qsizetype at = caret;
        text = fitAround(text, m_limit, at);
        caret = static_cast<int>(at);
        return Acceptable;
    }

private:
    io::TextLimit m_limit;
};

} // namespace

QString fitText(const QString& text, FileText kind)
{
    return QString::fromStdString(io::fitText(text.toStdString(), limitOf(kind)));
}

void keepFitting(QLineEdit* field, FileText kind)
{
    field->setValidator(new FitValidator(limitOf(kind), field));
    // What the validator puts in does not count as typed for the field.
    QObject::connect(field, &QLineEdit::textEdited, field, [field] { field->setModified(true); });
}

void keepFitting(QPlainTextEdit* field, FileText kind)
{
    QObject::connect(field, &QPlainTextEdit::textChanged, field, [field, limit = limitOf(kind)] {
        const QString text = field->toPlainText();
        qsizetype caret = field->textCursor().position();
        const QString fit = fitAround(text, limit, caret);
        if (fit == text)
            return;
        // Not anew: what is still typing keeps the caret of the field.
        const QSignalBlocker silent(field);
        QTextCursor cursor(field->document());
        cursor.select(QTextCursor::Document);
        cursor.insertText(fit);
        cursor.setPosition(static_cast<int>(caret));
        field->setTextCursor(cursor);
    });
}

} // namespace topomq::ui
