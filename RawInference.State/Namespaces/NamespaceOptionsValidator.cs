using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RawInference.Core.Identity;

namespace RawInference.State.Namespaces;

/// <summary>Reports every name that cannot be one, at once.</summary>
internal sealed partial class NamespaceOptionsValidator : IValidateOptions<NamespaceOptions>
{
    public ValidateOptionsResult Validate(string? name, NamespaceOptions options)
    {
        var problems = options.Namespaces.Select((text, index) => Problem(options.Namespaces, text, index)).OfType<string>().ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? Problem(List<string> all, string text, int index)
    {
        var path = $"{NamespaceOptions.Section}:{nameof(NamespaceOptions.Namespaces)}[{index}]";
        if (!Pattern().IsMatch(text))
        {
            return $"{path}: must have 1 to 63 lower-case letters, digits, '_' and '-', and begin with a letter or a digit.";
        }

        if (text.StartsWith(NamespaceId.Prefix, StringComparison.Ordinal))
        {
            return $"{path}: must not begin with '{NamespaceId.Prefix}', which begins ids.";
        }

        return all.IndexOf(text) < index ? $"{path}: '{text}' is there twice." : null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
