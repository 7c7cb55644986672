#pragma once
// The editor of values that are lists of texts.

#include "ui/inspector/value_editor.h"

#include <QStringList>

#include <string>
#include <vector>

class QCheckBox;

namespace topomq::ui {

class TextBox;

/// One text per line; one that a line would not show stands there in quotes.
class TextListEditor : public ValueEditor
{
    Q_OBJECT

public:
    /// With `everything`: a check box for the empty prefix, which an empty line would not show.
    TextListEditor(const QString& placeholder, bool everything, QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    void setMixed(bool mixed) override;
    [[nodiscard]] std::optional<model::Value> value() const override;
    [[nodiscard]] std::optional<model::Value> valueFor(const model::Value& old) const override;

    void nameParts(const QString& label) override;

    [[nodiscard]] bool isWide() const override { return true; }

private:
    void fitHeight();
    void showEverything(Qt::CheckState state);
    void showTexts(const std::vector<std::string>& texts);
    [[nodiscard]] std::vector<std::string> typedTexts() const;

    QCheckBox* m_everything = nullptr;
    TextBox* m_lines = nullptr;
    QString m_placeholder;
};

} // namespace topomq::ui
