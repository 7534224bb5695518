using FsCheck;
using FsCheck.Fluent;
using RawInference.State.Keys;

namespace RawInference.State.Tests.Keys;

public sealed class ApiKeyFormatTests
{
    private static readonly char[] Characters =
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), '\n', '\0', 'é', '\u017f', '\u0660', '\uff10'];

    [Fact]
    public void Key_HasItsPartsAndItsId()
    {
        var key = ApiKeyFormat.Create("live", "build");

        Assert.Matches(@"\Ask_live_build_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}\z", key);
        Assert.True(ApiKeyFormat.TryParse(key, out var id));
        Assert.Equal("build", id);
    }

    [Fact]
    public void KnownKey_KeepsItsChecksum() =>
        Assert.True(ApiKeyFormat.TryParse("sk_live_build_0123456789ABCDEFGHIJKLMNOPQRSTUV_4T5DiA", out _));

    [Fact]
    public void Keys_AreNeverTheSame()
    {
        var keys = Enumerable.Range(0, 1_000).Select(_ => ApiKeyFormat.Create("live")).ToArray();

        Assert.Equal(1_000, keys.Distinct().Count());
        Assert.Equal(1_000, keys.Select(key => ApiKeyFormat.TryParse(key, out var id) ? id : null).Distinct().Count());
    }

    [Fact]
    public void EveryKey_IsReadBack() =>
        Prop.ForAll(Words(16), Words(32), (environment, id) =>
            ApiKeyFormat.TryParse(ApiKeyFormat.Create(environment, id), out var read) && read == id)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void AnySingleCharacterChanged_IsRefused() =>
        Prop.ForAll(Words(8), Gen.Choose(0, 10_000).ToArbitrary(), Gen.Elements(Characters).ToArbitrary(), (id, place, character) =>
        {
            var key = ApiKeyFormat.Create("live", id).ToCharArray();
            var at = place % key.Length;
            if (key[at] == character)
            {
                return true;
            }

            key[at] = character;
            return !ApiKeyFormat.TryParse(new string(key), out _);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void AnyCharacterLostOrAdded_IsRefused()
    {
        var key = ApiKeyFormat.Create("live");

        Assert.All(Enumerable.Range(0, key.Length), at => Assert.False(ApiKeyFormat.TryParse(key.Remove(at, 1), out _)));
        Assert.All(Enumerable.Range(0, key.Length + 1), at => Assert.False(ApiKeyFormat.TryParse(key.Insert(at, "x"), out _)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sk_")]
    [InlineData("sk_live_build_secret_checksum")]
    [InlineData("Bearer sk_live")]
    public void WhatIsNoKey_IsRefused(string? text) => Assert.False(ApiKeyFormat.TryParse(text, out _));

    [Theory]
    [InlineData("Live", "build")]
    [InlineData("live", "my_build")]
    [InlineData("", "build")]
    [InlineData("live", "")]
    public void PartsThatCannotBeReadBack_AreRefused(string environment, string id) =>
        Assert.Throws<ArgumentException>(() => ApiKeyFormat.Create(environment, id));

    private static Arbitrary<string> Words(int most) =>
        (from length in Gen.Choose(1, most)
         from characters in Gen.Elements("0123456789abcdefghijklmnopqrstuvwxyz".ToCharArray()).ArrayOf(length)
         select new string(characters)).ToArbitrary();
}
