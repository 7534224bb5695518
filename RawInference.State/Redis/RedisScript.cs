using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>
/// A script of Redis/Scripts, asked for by its hash. A server that does not know it, because it was flushed, restarted or
/// replaced, gets its text.
/// </summary>
internal sealed class RedisScript
{
    private readonly string _text;
    private readonly byte[] _hash;

    private RedisScript(string name, string text)
    {
        Name = name;
        _text = text;
#pragma warning disable CA5350 // Redis names scripts by their SHA-1; nothing is kept secret with it.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    public string Name { get; }

    /// <summary>The script in <c>Redis/Scripts/{name}.lua</c>.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="preludes">Scripts that are put before it, with the functions that it shares with others.</param>
    public static RedisScript Load(string name, params ReadOnlySpan<string> preludes)
    {
        var text = new StringBuilder();
        foreach (var prelude in preludes)
        {
            text.Append(Read(prelude));
        }

        return new RedisScript(name, text.Append(Read(name)).ToString());
    }

    /// <summary>Runs it. Callers go through <see cref="RedisCommands"/>, which bounds the wait and names the failure.</summary>
    public async Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, values);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // Not the client's own way with texts: it remembers which server has which script, and a flush makes that wrong.
            object[] arguments = [_text, keys.Length, .. keys, .. values];
            return await database.ExecuteAsync("EVAL", arguments);
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"{typeof(RedisScript).Namespace}.Scripts.{name}.lua")
            ?? throw new ArgumentException($"There is no script '{name}'.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
