using Microsoft.Extensions.Options;

namespace RawInference.State.Namespaces;

/// <summary>Reports every name that cannot be one, at once.</summary>
internal sealed class NamespaceOptionsValidator : IValidateOptions<NamespaceOptions>
{
    public ValidateOptionsResult Validate(string? name, NamespaceOptions options)
    {
        var problems = options.Namespaces.Select((text, index) => Problem(options.Namespaces, text, index)).OfType<string>().ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? Problem(List<string> all, string text, int index)
    {
        var path = $"{NamespaceOptions.Section}:{nameof(NamespaceOptions.Namespaces)}[{index}]";
        if (NamespaceName.Problem(text) is { } problem)
        {
            return $"{path}: {problem}";
        }

        return all.IndexOf(text) < index ? $"{path}: '{text}' is there twice." : null;
    }
}
