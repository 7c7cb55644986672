#include "ui/inspector/payload_editor.h"

#include "ui/inspector/choice_box.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/text_box.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

namespace topomq::ui {

namespace {

enum Choice { Differ = -1, AnyBytes, AnyText, OwnText };

Choice choiceOf(const model::Value* value)
{
    if (value != nullptr && value->asText() != nullptr)
        return OwnText;
    const bool* readable = value == nullptr ? nullptr : value->asBool();
    return readable != nullptr && *readable ? AnyText : AnyBytes;
}

} // namespace

PayloadEditor::PayloadEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_choice(new ChoiceBox(this))
    , m_text(new ExactTextBox(this))
{
    m_choice->addItems({tr("any bytes"), tr("any text"), tr("own text")});
    m_choice->setPlaceholderText(tr("differ"));
    m_choice->setToolTip(tr("Bytes or text generated in the size set above, or a text of your "
                            "own, the same in every message"));
    m_text->setToolTip(
        tr("What every message carries, exactly. ␍ stands for a carriage return (CR), "
           "as HTTP has it at the end of a line; it comes with a text that is pasted "
           "here."));
    m_text->setHeightInLines(3);
    auto* column = makeColumnLayout(this, 4);
    column->addWidget(m_choice);
    column->addWidget(m_text);
    setFocusProxy(m_choice);
    m_text->hide();
    connect(m_choice, &QComboBox::activated, this, [this](int choice) {
        m_text->setVisible(choice == OwnText);
        Q_EMIT edited();
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, &PayloadEditor::typed);
}

void PayloadEditor::show(const model::Value* value)
{
    const std::string* text = value == nullptr ? nullptr : value->asText();
    showText(text == nullptr ? QString() : exactText(*text));
    showChoice(choiceOf(value));
}

void PayloadEditor::showDifferent(const std::vector<const model::Value*>& values)
{
    Choice shared = choiceOf(values.front());
    for (const model::Value* value : values)
        shared = choiceOf(value) == shared ? shared : Differ;
    showText({});
    showChoice(shared);
}

void PayloadEditor::setMixed(bool mixed)
{
    m_text->setPlaceholderText(mixed ? tr("differ") : tr("The payload of every message"));
}

void PayloadEditor::nameParts(const QString& label)
{
    ValueEditor::nameParts(label);
    m_text->setAccessibleName(partName(label, tr("own text")));
}

void PayloadEditor::showText(const QString& text)
{
    const QSignalBlocker silent(m_text);
    m_text->setText(text);
}

void PayloadEditor::showChoice(int choice)
{
    m_choice->setCurrentIndex(choice);
    m_text->setVisible(choice == OwnText);
}

std::optional<model::Value> PayloadEditor::value() const
{
    switch (m_choice->currentIndex()) {
    case AnyBytes:
        return model::Value();
    case AnyText:
        return model::Value(true);
    case OwnText:
        return model::Value(m_text->text().toStdString());
    default:
        return std::nullopt;
    }
}

std::optional<model::Value> PayloadEditor::valueFor(const model::Value& old) const
{
    const int choice = m_choice->currentIndex();
    // Whoever has a text of its own keeps it until one is typed here.
    const bool keepsText =
        choice == OwnText && choiceOf(&old) == OwnText && m_text->document()->isEmpty();
    return choice == Differ || keepsText ? old : value();
}

} // namespace topomq::ui
