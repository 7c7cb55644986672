#include "ui/inspector/text_editors.h"

#include "engine/model/options.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kMostLines = 6;
// Padding and border of the style sheet and the margin of the text itself.
constexpr int kTextBoxFrame = 20;

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

std::vector<std::string> textsOf(const model::Value* value)
{
    std::vector<std::string> texts;
    const model::Array* list = value == nullptr ? nullptr : value->asArray();
    if (list == nullptr)
        return texts;
    for (const model::Value& item : *list) {
        if (const auto* text = item.asText())
            texts.push_back(*text);
    }
    return texts;
}

} // namespace

TextListEditor::TextListEditor(const QString& placeholder, bool everything, QWidget* parent)
    : ValueEditor(parent)
    , m_lines(makeTextBox(this))
    , m_placeholder(placeholder)
{
    auto* column = makeColumnLayout(this, 4);
    if (everything) {
        m_everything = new QCheckBox(tr("everything"), this);
        m_everything->setToolTip(tr("Subscribe to the empty prefix, which every message has"));
        column->addWidget(m_everything);
        connect(m_everything, &QCheckBox::clicked, this, &TextListEditor::edited);
    }
    column->addWidget(m_lines);
    setFocusProxy(m_lines);
    fitHeight();
    connect(m_lines, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        Q_EMIT typed();
    });
}

void TextListEditor::show(const model::Value* value, bool mixed)
{
    const QSignalBlocker silent(m_lines);
    std::vector<std::string> texts = mixed ? std::vector<std::string>() : textsOf(value);
    if (m_everything != nullptr) {
        const auto removed = std::erase(texts, std::string());
        m_everything->setChecked(removed > 0);
    }
    QStringList lines;
    for (const std::string& text : texts)
        lines.append(toText(text));
    m_lines->setPlaceholderText(mixed ? tr("differ") : m_placeholder);
    m_lines->setPlainText(lines.join(u'\n'));
    fitHeight();
}

std::optional<model::Value> TextListEditor::value() const
{
    QStringList lines = m_lines->toPlainText().split(u'\n');
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    model::Array texts;
    if (m_everything != nullptr) {
        lines.removeAll(QString());
        if (m_everything->isChecked())
            texts.emplace_back("");
    }
    for (const QString& line : lines)
        texts.emplace_back(line.toStdString());
    return texts.empty() ? model::Value() : model::Value(texts);
}

void TextListEditor::fitHeight()
{
    setHeightInLines(m_lines, m_lines->blockCount());
}

PayloadEditor::PayloadEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_choice(new ChoiceBox(this))
    , m_text(makeTextBox(this))
{
    m_choice->addItems({tr("any bytes"), tr("any text"), tr("own text")});
    m_choice->setToolTip(tr("Bytes or text generated in the size set above, or a text of your "
                            "own, the same in every message"));
    m_text->setPlaceholderText(tr("The payload of every message"));
    setHeightInLines(m_text, 3);
    auto* column = makeColumnLayout(this, 4);
    column->addWidget(m_choice);
    column->addWidget(m_text);
    setFocusProxy(m_choice);
    m_text->hide();
    connect(m_choice, &QComboBox::activated, this, [this] {
        m_text->setVisible(m_choice->currentIndex() == 2);
        Q_EMIT edited();
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, &PayloadEditor::typed);
}

void PayloadEditor::show(const model::Value* value, bool mixed)
{
    const QSignalBlocker silent(m_text);
    const auto* text = value == nullptr || mixed ? nullptr : value->asText();
    const auto* readable = value == nullptr || mixed ? nullptr : value->asBool();
    m_choice->setCurrentIndex(text != nullptr ? 2 : (readable != nullptr && *readable ? 1 : 0));
    m_text->setPlainText(text == nullptr ? QString() : toText(*text));
    m_text->setVisible(text != nullptr);
}

std::optional<model::Value> PayloadEditor::value() const
{
    switch (m_choice->currentIndex()) {
    case 1:
        return model::Value(true);
    case 2:
        return model::Value(m_text->toPlainText().toStdString());
    default:
        return model::Value();
    }
}

NodeListEditor::NodeListEditor(const TopologyDocument& document, QWidget* parent)
    : ValueEditor(parent)
    , m_document(document)
    , m_button(new QToolButton(this))
{
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_button->setMinimumWidth(60);
    m_button->setMenu(new QMenu(m_button));
    makeColumnLayout(this, 0)->addWidget(m_button);
    setFocusProxy(m_button);
    connect(m_button->menu(), &QMenu::aboutToShow, this, &NodeListEditor::fillMenu);
}

void NodeListEditor::show(const model::Value* value, bool mixed)
{
    m_nodes = mixed ? std::vector<std::string>() : textsOf(value);
    nameButton(mixed);
}

std::optional<model::Value> NodeListEditor::value() const
{
    model::Array nodes(m_nodes.begin(), m_nodes.end());
    return nodes.empty() ? model::Value() : model::Value(nodes);
}

void NodeListEditor::fillMenu()
{
    QMenu* menu = m_button->menu();
    menu->clear();
    for (const model::Node& node : m_document.topology().nodes) {
        const std::string id = node.id.text();
        QAction* action = menu->addAction(toText(node.title()));
        action->setCheckable(true);
        action->setChecked(std::find(m_nodes.begin(), m_nodes.end(), id) != m_nodes.end());
        connect(action, &QAction::triggered, this, [this, id] { toggle(id); });
    }
}

void NodeListEditor::toggle(const std::string& node)
{
    if (std::erase(m_nodes, node) == 0)
        m_nodes.push_back(node);
    nameButton(false);
    Q_EMIT edited();
}

void NodeListEditor::nameButton(bool mixed)
{
    QStringList titles;
    for (const std::string& node : m_nodes)
        titles.append(nodeTitle(m_document.topology(), model::NodeId(node)));
    m_button->setToolTip(titles.join(QStringLiteral(", ")));
    if (mixed)
        m_button->setText(tr("differ"));
    else if (titles.size() > 2)
        m_button->setText(tr("%n nodes", nullptr, static_cast<int>(titles.size())));
    else
        m_button->setText(titles.isEmpty() ? tr("choose…") : titles.join(QStringLiteral(", ")));
}

LineEditor::LineEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_line(new QLineEdit(this))
{
    m_line->setMinimumWidth(60);
    makeColumnLayout(this, 0)->addWidget(m_line);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &LineEditor::typed);
}

void LineEditor::show(const model::Value* value, bool mixed)
{
    const auto* text = value == nullptr || mixed ? nullptr : value->asText();
    m_line->setText(text == nullptr ? QString() : toText(*text));
    m_line->setPlaceholderText(mixed ? tr("differ") : tr("none"));
}

std::optional<model::Value> LineEditor::value() const
{
    return m_line->text().isEmpty() ? model::Value() : model::Value(m_line->text().toStdString());
}

ChoiceEditor::ChoiceEditor(const QStringList& choices, QWidget* parent)
    : ValueEditor(parent)
    , m_box(new ChoiceBox(this))
{
    m_box->addItems(choices);
    makeColumnLayout(this, 0)->addWidget(m_box);
    setFocusProxy(m_box);
    connect(m_box, &QComboBox::activated, this, &ChoiceEditor::edited);
}

void ChoiceEditor::show(const model::Value* value, bool mixed)
{
    const std::string* text = value == nullptr ? nullptr : value->asText();
    if (mixed) {
        m_box->setPlaceholderText(tr("differ"));
        m_box->setCurrentIndex(-1);
        return;
    }
    if (text == nullptr) {
        m_box->setCurrentIndex(0);
        return;
    }
    // A word of the file that is none of the choices is shown as it is; the rules mark it.
    if (m_box->findText(toText(*text)) < 0)
        m_box->addItem(toText(*text));
    m_box->setCurrentText(toText(*text));
}

std::optional<model::Value> ChoiceEditor::value() const
{
    if (m_box->currentIndex() < 0)
        return std::nullopt;
    return m_box->currentIndex() == 0 ? model::Value()
                                      : model::Value(m_box->currentText().toStdString());
}

NumberListEditor::NumberListEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_line(new QLineEdit(this))
{
    m_line->setPlaceholderText(tr("none"));
    makeColumnLayout(this, 0)->addWidget(m_line);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &NumberListEditor::typed);
}

void NumberListEditor::show(const model::Value* value, bool mixed)
{
    QStringList numbers;
    if (value != nullptr && !mixed) {
        for (const std::int64_t number : model::integersFrom(*value))
            numbers.append(QString::number(number));
    }
    m_line->setText(numbers.join(QStringLiteral(", ")));
}

std::optional<model::Value> NumberListEditor::value() const
{
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    model::Array numbers;
    for (const QString& part : m_line->text().split(separators, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const qlonglong number = part.toLongLong(&isNumber);
        if (!isNumber)
            return std::nullopt;
        numbers.emplace_back(std::int64_t{number});
    }
    return numbers.empty() ? model::Value() : model::Value(numbers);
}

SwitchEditor::SwitchEditor(bool defaultValue, QWidget* parent)
    : ValueEditor(parent)
    , m_check(new QCheckBox(this))
    , m_default(defaultValue)
{
    makeColumnLayout(this, 0)->addWidget(m_check);
    setFocusProxy(m_check);
    connect(m_check, &QCheckBox::clicked, this, [this] {
        m_check->setTristate(false);
        Q_EMIT edited();
    });
}

void SwitchEditor::show(const model::Value* value, bool mixed)
{
    bool on = m_default;
    if (value != nullptr && value->asBool() != nullptr)
        on = *value->asBool();
    else if (value != nullptr && value->asInteger() != nullptr)
        on = *value->asInteger() != 0;
    m_check->setTristate(mixed);
    m_check->setCheckState(mixed ? Qt::PartiallyChecked : (on ? Qt::Checked : Qt::Unchecked));
}

std::optional<model::Value> SwitchEditor::value() const
{
    return m_check->isChecked() == m_default ? model::Value() : model::Value(m_check->isChecked());
}

} // namespace topomq::ui
