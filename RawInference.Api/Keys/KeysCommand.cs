using System.Diagnostics;
using RawInference.State.Keys;

namespace RawInference.Api.Keys;

/// <summary>The command line's <c>keys new [environment]</c>: prints a new key once, and what the configuration keeps of it.</summary>
internal static class KeysCommand
{
    private const string Usage = "Usage: keys new [environment], where environment is a word such as 'live'.";

    public static bool IsMeant(string[] args) => args is ["keys", ..];

    public static int Run(string[] args, IServiceProvider services)
    {
        var words = args.TakeWhile(arg => !arg.StartsWith('-')).ToArray();
        if (words is not ["keys", "new"] and not ["keys", "new", _])
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var hasher = services.GetRequiredService<KeyHasher>();
        try
        {
            var key = ApiKeyFormat.Create(words.ElementAtOrDefault(2) ?? "live");
            var id = ApiKeyFormat.TryParse(key, out var found) ? found : throw new UnreachableException("A new key is a key.");
            Console.WriteLine($"Key   {key}");
            Console.WriteLine($"Hash  {KeyOptions.Section}:Hashed:{id}:Hash = {hasher.HashText(key)}");
            return 0;
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine($"{exception.Message} {Usage}");
            return 2;
        }
    }
}
