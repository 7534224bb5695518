using System.Text.RegularExpressions;
using RawInference.Core.Identity;

namespace RawInference.State.Namespaces;

/// <summary>How namespaces may be called.</summary>
public static partial class NamespaceName
{
    /// <summary>What is wrong with a name, and its cure; null for a fit one.</summary>
    public static string? Problem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Pattern().IsMatch(name))
        {
            return "must have 1 to 63 lower-case letters, digits, '_' and '-', and begin with a letter or a digit.";
        }

        return name.StartsWith(NamespaceId.Prefix, StringComparison.Ordinal) ? $"must not begin with '{NamespaceId.Prefix}', which begins ids." : null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
