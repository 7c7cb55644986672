#pragma once
// Editors of values that are words on one line: texts, choices, lists of nodes, yes or no.

#include "ui/inspector/value_editor.h"

#include <QStringList>

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QToolButton;

namespace topomq::ui {

class TopologyDocument;

/// Nodes in the order in which they were picked.
class NodeListEditor : public ValueEditor
{
    Q_OBJECT

public:
    NodeListEditor(const TopologyDocument& document, QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    [[nodiscard]] std::optional<model::Value> value() const override;
    [[nodiscard]] std::optional<model::Value> valueFor(const model::Value& old) const override;

    [[nodiscard]] bool addsUp() const override { return true; }

private:
    void fillMenu();
    void toggle(const std::string& node);
    void nameButton(bool mixed);

    const TopologyDocument& m_document;
    QToolButton* m_button = nullptr;
    std::vector<std::string> m_nodes;
    /// Those that all lists had when they were shown last.
    std::vector<std::string> m_shared;
};

/// One line of text.
class LineEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit LineEditor(QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    void setMixed(bool mixed) override;
    [[nodiscard]] std::optional<model::Value> value() const override;
    [[nodiscard]] std::optional<model::Value> valueFor(const model::Value& old) const override;

private:
    QLineEdit* m_line = nullptr;
};

/// One of a few words; the first is the default.
class ChoiceEditor : public ValueEditor
{
    Q_OBJECT

public:
    ChoiceEditor(const QStringList& choices, QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    [[nodiscard]] std::optional<model::Value> value() const override;

private:
    QComboBox* m_box = nullptr;
};

/// Whole numbers in one line, separated by commas or spaces.
class NumberListEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit NumberListEditor(QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    void setMixed(bool mixed) override;
    [[nodiscard]] std::optional<model::Value> value() const override;
    [[nodiscard]] std::optional<model::Value> valueFor(const model::Value& old) const override;

private:
    QLineEdit* m_line = nullptr;
};

/// Yes or no.
class SwitchEditor : public ValueEditor
{
    Q_OBJECT

public:
    SwitchEditor(bool defaultValue, QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    [[nodiscard]] std::optional<model::Value> value() const override;

private:
    QCheckBox* m_check = nullptr;
    bool m_default = false;
};

} // namespace topomq::ui
