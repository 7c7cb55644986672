#include "ui/widgets/folded_text.h"

#include <QChar>
#include <QList>

namespace topomq::ui {

namespace {

enum class Kind { Space, Sign, Number, Lower, Upper, Character };

/// Of a script that writes no spaces between its words.
bool isCharacter(char32_t letter)
{
    switch (QChar::script(letter)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return true;
    default:
        return false;
    }
}

Kind kindOf(char32_t letter)
{
    if (QChar::isSpace(letter))
        return Kind::Space;
    if (QChar::isNumber(letter))
        return Kind::Number;
    if (!QChar::isLetter(letter))
        return Kind::Sign;
    if (isCharacter(letter))
        return Kind::Character;
    return QChar::isUpper(letter) ? Kind::Upper : Kind::Lower;
}

char32_t folded(char32_t letter)
{
    constexpr char32_t kFirstWithAccents = 0x80;
    if (letter >= kFirstWithAccents && QChar::script(letter) != QChar::Script_Hangul) {
        const QString parts =
            QString::fromUcs4(&letter, 1).normalized(QString::NormalizationForm_KD);
        letter = parts.toUcs4().value(0);
    }
    return QChar::toCaseFolded(letter);
}

/// Does a word begin between two letters that stand side by side?
bool isBoundary(Kind before, Kind here)
{
    switch (here) {
    case Kind::Space:
        return false;
    case Kind::Sign:
    case Kind::Character:
        return true;
    case Kind::Number:
        return before != Kind::Number;
    case Kind::Upper:
        return before != Kind::Upper;
    case Kind::Lower:
        return before != Kind::Lower && before != Kind::Upper;
    }
    return false;
}

} // namespace

std::vector<FoldedLetter> foldedText(const QString& text)
{
    std::vector<FoldedLetter> letters;
    Kind before = Kind::Space;
    qsizetype at = 0;
    for (const char32_t letter : text.toUcs4()) {
        const qsizetype length = QChar::requiresSurrogates(letter) ? 2 : 1;
        const qsizetype start = at;
        at += length;
        if (QChar::isMark(letter) && !letters.empty()) {
            letters.back().length += length;
            continue;
        }
        const Kind kind = kindOf(letter);
        // "ZMQSocket": the last capital letter begins the next word.
        if (kind == Kind::Lower && before == Kind::Upper && letters.size() > 1
            && !letters.back().beginsWord)
        {
            letters.back().beginsWord = true;
            letters[letters.size() - 2].endsWord = true;
        }
        const bool begins = isBoundary(before, kind);
        if (!letters.empty() && (begins || kind == Kind::Space))
            letters.back().endsWord = true;
        if (kind != Kind::Space)
            letters.push_back({folded(letter), start, length, begins, false});
        before = kind;
    }
    if (!letters.empty())
        letters.back().endsWord = true;
    return letters;
}

} // namespace topomq::ui
