#include "ui/inspector/text_list_editor.h"

#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/quoted_line.h"
#include "ui/inspector/text_box.h"
#include "ui/inspector/texts_of.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

TextListEditor::TextListEditor(const QString& placeholder, bool everything, QWidget* parent)
    : ValueEditor(parent)
    , m_lines(new TextBox(this))
    , m_placeholder(placeholder)
{
    auto* column = makeColumnLayout(this, 4);
    if (everything) {
        m_everything = new QCheckBox(tr("everything"), this);
        m_everything->setToolTip(tr("Subscribe to the empty prefix, which every message has"));
        column->addWidget(m_everything);
        connect(m_everything, &QCheckBox::clicked, this, [this] {
            m_everything->setTristate(false);
            Q_EMIT edited();
        });
    }
    m_lines->setToolTip(tr("One per line. In quotes a line is read as JSON: \"\" is an empty text, "
                           "\"a\\nb\" one of two lines."));
    column->addWidget(m_lines);
    setFocusProxy(m_lines);
    fitHeight();
    connect(m_lines, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        Q_EMIT typed();
    });
}

void TextListEditor::show(const model::Value* value)
{
    std::vector<std::string> texts = textsOf(value);
    if (m_everything != nullptr)
        showEverything(std::erase(texts, std::string()) > 0 ? Qt::Checked : Qt::Unchecked);
    showTexts(texts);
}

void TextListEditor::showDifferent(const std::vector<const model::Value*>& values)
{
    const auto count = std::count_if(values.begin(), values.end(), [](const auto* value) {
        return holds(textsOf(value), std::string());
    });
    const bool all = count == static_cast<std::ptrdiff_t>(values.size());
    if (m_everything != nullptr)
        showEverything(all ? Qt::Checked : count > 0 ? Qt::PartiallyChecked : Qt::Unchecked);
    showTexts({});
}

void TextListEditor::setMixed(bool mixed)
{
    m_lines->setPlaceholderText(mixed ? tr("differ") : m_placeholder);
}

void TextListEditor::nameParts(const QString& label)
{
    ValueEditor::nameParts(label);
    if (m_everything != nullptr)
        m_everything->setAccessibleName(partName(label, m_everything->text()));
}

void TextListEditor::showEverything(Qt::CheckState state)
{
    m_everything->setTristate(state == Qt::PartiallyChecked);
    m_everything->setCheckState(state);
}

void TextListEditor::showTexts(const std::vector<std::string>& texts)
{
    const QSignalBlocker silent(m_lines);
    QStringList lines;
    for (const std::string& text : texts)
        lines.append(lineOf(text));
    m_lines->setPlainText(lines.join(u'\n'));
    fitHeight();
}

std::vector<std::string> TextListEditor::typedTexts() const
{
    // Shift and Enter, or a page, make a line end that is not one of the box.
    QStringList lines =
        m_lines->lines().join(u'\n').replace(QChar::LineSeparator, u'\n').split(u'\n');
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    if (m_everything != nullptr)
        lines.removeAll(QString());
    std::vector<std::string> texts;
    for (const QString& line : lines)
        texts.push_back(textOfLine(line));
    return texts;
}

std::optional<model::Value> TextListEditor::value() const
{
    std::vector<std::string> texts = typedTexts();
    if (m_everything != nullptr && m_everything->checkState() == Qt::PartiallyChecked)
        return std::nullopt;
    if (m_everything != nullptr && m_everything->isChecked() && !holds(texts, std::string()))
        texts.insert(texts.begin(), std::string());
    return listOf(texts);
}

/// The lines and the check box are two things: what is left open of them stays as it is there.
std::optional<model::Value> TextListEditor::valueFor(const model::Value& old) const
{
    const std::vector<std::string> had = textsOf(&old);
    std::vector<std::string> texts = typedTexts();
    if (texts.empty())
        texts = had;
    if (m_everything == nullptr)
        return texts == had ? old : listOf(texts);
    const bool isOpen = m_everything->checkState() == Qt::PartiallyChecked;
    const bool wanted = isOpen ? holds(had, std::string()) : m_everything->isChecked();
    if (wanted != holds(texts, std::string())) {
        std::erase(texts, std::string());
        if (wanted)
            texts.insert(texts.begin(), std::string());
    }
    return texts == had ? old : listOf(texts);
}

void TextListEditor::fitHeight()
{
    m_lines->setHeightInLines(m_lines->blockCount());
}

} // namespace topomq::ui
